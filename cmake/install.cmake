# find_package(sanhuan) after an install, and the same names with add_subdirectory: sanhuan::lib (the engine),
# sanhuan::dsl (rule text to rulebook, brings lib).
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set_target_properties(sanhuan_lib PROPERTIES EXPORT_NAME lib)
set_target_properties(sanhuan_dsl PROPERTIES EXPORT_NAME dsl)
install(TARGETS sanhuan_lib sanhuan_dsl EXPORT sanhuan)
if(SANHUAN_CLI)
  install(TARGETS sanhuan)
endif()
install(DIRECTORY lib/include/sanhuan dsl/include/sanhuan DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY rules/ DESTINATION ${CMAKE_INSTALL_DATADIR}/sanhuan/rules)

set(package ${CMAKE_INSTALL_LIBDIR}/cmake/sanhuan)
install(EXPORT sanhuan NAMESPACE sanhuan:: FILE sanhuanTargets.cmake DESTINATION ${package})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/sanhuanConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES cmake/sanhuanConfig.cmake ${PROJECT_BINARY_DIR}/sanhuanConfigVersion.cmake DESTINATION ${package})
