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
    foyer_precompile(${target} ${layer} ${arg_USES} ${arg_LINKS})
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
  foyer_precompile(${name} ${arg_USES} ${arg_LINKS})
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
  foyer_compile_as_test(${name})
  foyer_precompile(${name} ${arg_USES} ${arg_LINKS})
  add_test(NAME ${name} COMMAND ${name})
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 120)
  endif()
  if(FOYER_SANITIZE) # what watches every access takes its time
    math(EXPR arg_TIMEOUT "${arg_TIMEOUT} * 3")
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

# foyer_precompile(<target> [layer or linked target]...): starts the target's sources from foreign
# headers that have been compiled once. There are two such starts, with and without Qt Widgets
# (macros of Qt Gui change what Qt Test declares), each as shipped and as tests are compiled.
function(foyer_precompile target)
  if(NOT FOYER_PCH)
    return()
  endif()
  set(start foyer_start)
  if(ARGN MATCHES "Qt6::Widgets|(^|;)ui/|foyer_ui_fakes")
    string(APPEND start _widgets)
  elseif(ARGN MATCHES "Qt6::Gui|(^|;)editing(;|$)")
    return() # neither start fits Qt Gui alone
  endif()
  get_target_property(is_test ${target} FOYER_TEST)
  if(is_test)
    string(APPEND start _test)
    if(ARGN MATCHES "Qt6::Network|foyer_sellers|(^|;)client(;|$)" AND NOT start MATCHES "_widgets")
      return() # Qt Test declares more for these few
    endif()
  endif()
  if(NOT TARGET ${start})
    foyer_add_start(${start})
  endif()
  target_precompile_headers(${target} REUSE_FROM ${start})
  # What moc wrote for a suite is in the suite's own source; this one is empty.
  if(is_test)
    set_source_files_properties("${CMAKE_CURRENT_BINARY_DIR}/${target}_autogen/mocs_compilation.cpp"
      PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
  endif()
endfunction()

# One precompiled start; a target's name says which (see foyer_precompile).
function(foyer_add_start name)
  set(source "${CMAKE_BINARY_DIR}/${name}.cpp")
  file(CONFIGURE OUTPUT "${source}" CONTENT "// The target of the precompiled headers.\n")
  add_library(${name} OBJECT "${source}")
  set_target_properties(${name} PROPERTIES AUTOMOC OFF)
  target_link_libraries(${name} PRIVATE Qt6::Core)
  set(headers <QByteArray> <QDateTime> <QHash> <QJsonArray> <QJsonDocument> <QJsonObject> <QList>
    <QMap> <QObject> <QSet> <QString> <QStringList> <QUuid>
    <algorithm> <array> <chrono> <expected> <functional> <map> <memory> <mutex> <optional>
    <random> <ranges> <span> <string> <thread> <unordered_map> <utility> <variant> <vector>)
  if(name MATCHES "_widgets")
    target_link_libraries(${name} PRIVATE Qt6::Widgets)
    list(APPEND headers <QApplication> <QBoxLayout> <QLabel> <QPainter> <QPushButton> <QWidget>)
  endif()
  if(name MATCHES "_test")
    foyer_compile_as_test(${name})
    target_link_libraries(${name} PRIVATE Qt6::Test)
    list(APPEND headers <QSignalSpy> <QTest>)
  endif()
  target_precompile_headers(${name} PRIVATE ${headers})
endfunction()

# Most of a suite's time goes into compiling it, not into running it.
function(foyer_compile_as_test target)
  set_target_properties(${target} PROPERTIES FOYER_TEST ON)
  target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O1>)
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
