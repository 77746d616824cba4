// Cases that come under a second version of their rules (8.2).
#pragma once

#include <string>

#include <catch2/catch.hpp>

#include "tests/support/pack.hpp"
#include "tests/support/play.hpp"

namespace sanhuan::test {

// The process as version 2, with a 迁移 from version 1 and its lines.
inline std::shared_ptr<const Rulebook> second(const std::string& process, const std::string& lines = {}, PackOptions options = {}) {
  options.version = "2";
  return load(with(process, "责任 窗口责任 #window 由 甲区\n", "迁移 自 “1”\n" + lines + "责任 窗口责任 #window 由 甲区\n"), options);
}

// 待答复 since Wednesday 4 March 2026: 5 working days end with the 11th. Mondays are the 2nd, 9th, 16th; no holiday is near.
inline Play replying(std::shared_ptr<const Rulebook> rules = small_pack()) {
  Play play(std::move(rules));
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}, {"紧急", "否"}}).accepted());
  REQUIRE(play.submit("2026-03-04 10:00", "甲区", "交办", {{"承办单位", "甲镇"}}).accepted());
  REQUIRE(play.stage() == "待答复");
  return play;
}

constexpr const char* reply_within = "      自 进入本环节 起 5个工作日内 应 答复\n";
inline std::string reply_in(const std::string& length, const std::string& text = small_process()) {
  return with(text, reply_within, "      自 进入本环节 起 " + length + "内 应 答复\n");
}

// Where nothing stands in the way.
inline Play carried(const Play& before, std::shared_ptr<const Rulebook> rules, const char* local) {
  Play play(std::move(rules));
  REQUIRE(play.migrate(before, local).empty());
  return play;
}

}  // namespace sanhuan::test
