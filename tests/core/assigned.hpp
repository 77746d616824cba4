// A case of the given rules up to where it has been assigned, on Wednesday 4 March 2026.
#pragma once

#include <string>

#include <catch2/catch.hpp>

#include "tests/support/pack.hpp"
#include "tests/support/play.hpp"

namespace sanhuan::test {

inline Play assigned(const std::string& text, const Facts& facts = {{"承办单位", "甲镇"}}) {
  Play play(load(text));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "否"}}).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", facts).accepted());
  return play;
}

}  // namespace sanhuan::test
