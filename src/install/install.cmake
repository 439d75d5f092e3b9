# What `cmake --install build/native` gives a user of the library: the headers, the library, the program, and how CMake and
# pkg-config find them. All of it may be moved to another folder afterwards. src/examples is a project that uses it.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(HEADER_DIR ${CMAKE_INSTALL_INCLUDEDIR}/snowflake-nca)
set(CONFIG_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/snowflake-nca)
set(PKGCONFIG_DIR ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

target_include_directories(nca_library INTERFACE $<INSTALL_INTERFACE:${HEADER_DIR}>)
install(TARGETS nca_library EXPORT snowflake-nca)
if(NCA_BUILD_PROGRAM)
  install(TARGETS nca)
endif()
foreach(header ${PUBLIC_HEADERS})
  install(FILES src/${header} DESTINATION ${HEADER_DIR})
endforeach()
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/doc/snowflake-nca)

# CMake: find_package(snowflake-nca), then link snowflake-nca::nca. A shared library brings what it needs itself.
install(EXPORT snowflake-nca NAMESPACE snowflake-nca:: DESTINATION ${CONFIG_DIR})
set(NCA_NEEDS_OPENMP ${WITH_OPENMP})
if(BUILD_SHARED_LIBS)
  set(NCA_NEEDS_OPENMP OFF)
endif()
configure_package_config_file(src/install/snowflake-nca-config.cmake.in ${CMAKE_CURRENT_BINARY_DIR}/snowflake-nca-config.cmake INSTALL_DESTINATION ${CONFIG_DIR})
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/snowflake-nca-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/snowflake-nca-config.cmake ${CMAKE_CURRENT_BINARY_DIR}/snowflake-nca-config-version.cmake DESTINATION ${CONFIG_DIR})

# pkg-config: where there is only a static library, what it needs itself stands under Libs too.
set(PKGCONFIG_NEEDS "-lm")
if(WITH_OPENMP)
  foreach(name ${NCA_OpenMP_LIB_NAMES})
    string(APPEND PKGCONFIG_NEEDS " -l${name}")
  endforeach()
endif()
set(PKGCONFIG_LIBS " ${PKGCONFIG_NEEDS}")
if(BUILD_SHARED_LIBS)
  set(PKGCONFIG_LIBS "\nLibs.private: ${PKGCONFIG_NEEDS}")
endif()
file(RELATIVE_PATH PREFIX_FROM_PKGCONFIG /prefix/${PKGCONFIG_DIR} /prefix)
configure_file(src/install/snowflake-nca.pc.in ${CMAKE_CURRENT_BINARY_DIR}/snowflake-nca.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/snowflake-nca.pc DESTINATION ${PKGCONFIG_DIR})
