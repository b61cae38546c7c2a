# Configures the server preset in a folder of its own and looks into its cache: nothing of Qt Gui
# or Widgets may have been looked for.
file(REMOVE_RECURSE "${BINARY}")
execute_process(COMMAND ${CMAKE_COMMAND} --preset server -B ${BINARY}
  WORKING_DIRECTORY ${SOURCE} RESULT_VARIABLE failed OUTPUT_VARIABLE log ERROR_VARIABLE log)
if(failed)
  message(FATAL_ERROR "the server preset does not configure:\n${log}")
endif()
file(STRINGS ${BINARY}/CMakeCache.txt found REGEX "^Qt6(Gui|Widgets|Svg|PrintSupport|WebSockets)_DIR")
if(found)
  message(FATAL_ERROR "the server preset looked for: ${found}")
endif()
