# Keeps what the program says of itself:  cmake "-DCOMMAND=nca;man" -DTO=file -P written.cmake
get_filename_component(FOLDER "${TO}" DIRECTORY)
file(MAKE_DIRECTORY "${FOLDER}")
execute_process(COMMAND ${COMMAND} OUTPUT_FILE "${TO}" RESULT_VARIABLE code)
if(NOT code EQUAL 0)
  file(REMOVE "${TO}")
  message(FATAL_ERROR "${COMMAND} ended with ${code}")
endif()
