# Compiler settings that every target of the project shares.
set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
set(CMAKE_VERIFY_INTERFACE_HEADER_SETS ON)
set(CMAKE_LINK_WHAT_YOU_USE OFF)

find_program(FOYER_CCACHE ccache)
if(FOYER_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER
    ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1
    CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
    ${FOYER_CCACHE})
endif()
if(FOYER_PCH AND CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  add_compile_options(-fpch-preprocess) # ccache wants it
endif()
find_program(FOYER_MOLD mold)
if(FOYER_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

add_compile_options(-Wall -Wextra -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-align
  -Wunused -Wno-missing-field-initializers -fno-omit-frame-pointer)
if(FOYER_WERROR)
  add_compile_options(-Werror)
endif()
# g++ 12 raises false alarms of these kinds in std::variant, std::optional and QList.
add_compile_options(-Wno-maybe-uninitialized -Wno-null-dereference -Wno-stringop-overflow
  -Wno-array-bounds -Wno-restrict)
add_compile_definitions(QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_FOREACH
  QT_DISABLE_DEPRECATED_BEFORE=0x060400 FOYER_VERSION="${PROJECT_VERSION}"
  $<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS>)
if(FOYER_SANITIZE)
  add_compile_options(-fsanitize=${FOYER_SANITIZE} -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${FOYER_SANITIZE})
else()
  add_compile_options($<$<NOT:$<CONFIG:Debug>>:-D_FORTIFY_SOURCE=2> -fstack-protector-strong)
  add_link_options(-Wl,-z,relro,-z,now)
endif()
