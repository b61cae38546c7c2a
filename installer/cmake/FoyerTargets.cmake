# One folder = one target. The USES line of a layer is its link line and, at the same time, the
# complete list of folders that it may include from (tests/architecture reads layers.txt and
# fails on any other include).

# foyer_add_library(<layer> [USES <layer>...] [LINKS <target>...] SOURCES <file>...)
#   layer   the folder's name, e.g. domain, or server/ledger for a folder inside server/
#   USES    layers of this project it may include
#   LINKS   foreign libraries
#   SOURCES files of this folder; headers become public and are compiled alone by
#           the target all_verify_interface_header_sets
function(foyer_add_library layer)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "USES;LINKS;SOURCES")
  foyer_target_name(${layer} target)
  set(headers ${arg_SOURCES})
  list(FILTER headers INCLUDE REGEX "\\.h$")
  set(sources ${arg_SOURCES})
  list(FILTER sources EXCLUDE REGEX "\\.h$")
  if(sources)
    add_library(${target} STATIC ${sources} ${headers})
    set(scope PUBLIC)
  else()
    add_library(${target} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_sources(${target} ${scope} FILE_SET HEADERS BASE_DIRS "${PROJECT_SOURCE_DIR}" FILES ${headers})
  target_include_directories(${target} ${scope} "${PROJECT_SOURCE_DIR}")
  foyer_link_layers(${target} ${scope} ${arg_USES})
  target_link_libraries(${target} ${scope} Qt6::Core ${arg_LINKS})
  if(sources)
    foyer_precompile(${target})
  endif()
  foyer_record_layer(${layer} "${arg_USES}")
endfunction()

# foyer_add_program(<name> [USES ...] [LINKS ...] SOURCES ...): a program in app/<name>.
function(foyer_add_program name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "USES;LINKS;SOURCES")
  add_executable(${name} ${arg_SOURCES})
  target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}")
  foyer_link_layers(${name} PRIVATE ${arg_USES})
  target_link_libraries(${name} PRIVATE Qt6::Core ${arg_LINKS})
  foyer_precompile(${name})
  foyer_record_layer(app/${name} "${arg_USES}")
endfunction()

# foyer_add_test(<name> [USES ...] [LINKS ...] [LABELS ...] [TIMEOUT seconds] SOURCES ...)
# A Qt Test program. Widgets run on the offscreen platform unless the test says otherwise.
function(foyer_add_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIMEOUT" "USES;LINKS;SOURCES;LABELS")
  add_executable(${name} ${arg_SOURCES})
  target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}")
  target_compile_definitions(${name} PRIVATE FOYER_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
    FOYER_BINARY_DIR="${CMAKE_BINARY_DIR}")
  foyer_link_layers(${name} PRIVATE ${arg_USES})
  target_link_libraries(${name} PRIVATE Qt6::Core Qt6::Test ${arg_LINKS})
  add_test(NAME ${name} COMMAND ${name})
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 120)
  endif()
  set_tests_properties(${name} PROPERTIES TIMEOUT ${arg_TIMEOUT}
    ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;QTEST_FUNCTION_TIMEOUT=1500000;FOYER_BIN=${CMAKE_BINARY_DIR}/bin")
  if(arg_LABELS)
    set_tests_properties(${name} PROPERTIES LABELS "${arg_LABELS}")
  endif()
endfunction()

function(foyer_target_name layer out)
  string(REPLACE "/" "_" flat "${layer}")
  set(${out} foyer_${flat} PARENT_SCOPE)
endfunction()

function(foyer_link_layers target scope)
  foreach(layer IN LISTS ARGN)
    foyer_target_name(${layer} used)
    target_link_libraries(${target} ${scope} ${used})
  endforeach()
endfunction()

function(foyer_precompile target)
  if(FOYER_PCH)
    target_precompile_headers(${target} PRIVATE <QByteArray> <QList> <QString> <QHash> <QUuid>
      <expected> <memory> <optional> <span> <variant> <vector>)
  endif()
endfunction()

function(foyer_record_layer layer uses)
  file(RELATIVE_PATH dir "${PROJECT_SOURCE_DIR}" "${CMAKE_CURRENT_SOURCE_DIR}")
  list(JOIN uses " " flat)
  set_property(GLOBAL APPEND_STRING PROPERTY FOYER_LAYERS "${layer}\t${dir}\t${flat}\n")
endfunction()

# Writes what the layering test reads: one line a layer, "name <tab> folder <tab> uses".
function(foyer_finish_layers)
  get_property(lines GLOBAL PROPERTY FOYER_LAYERS)
  file(GENERATE OUTPUT "${CMAKE_BINARY_DIR}/layers.txt" CONTENT "${lines}")
endfunction()
