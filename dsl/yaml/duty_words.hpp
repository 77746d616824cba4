// The words that stand in the cells of the duty tables.
#pragma once

#include <optional>
#include <vector>

#include "dsl/yaml/fields.hpp"
#include "sanhuan/duty.hpp"

namespace sanhuan::dsl::yaml {

inline constexpr Choice<RestDays> rest_day_words[] = {{"do_anyway", "照做", RestDays::anyway},
                                                      {"skip", "跳过", RestDays::skip},
                                                      {"roll", "顺延", RestDays::roll},
                                                      {"roll_back", "提前", RestDays::roll_back}};
inline constexpr Choice<Handling> handling_words[] = {
    {"collect", "采集", Handling::collect},           {"visit", "走访", Handling::visit},
    {"on_the_spot", "就地处置", Handling::on_the_spot}, {"report", "上报", Handling::report},
    {"phone_first", "先电话", Handling::phone_first}, {"publicise", "宣传", Handling::publicise}};
inline constexpr Choice<Sensitivity> sensitivity_words[] = {
    {"none", "无", Sensitivity::none}, {"ordinary", "一般", Sensitivity::ordinary}, {"high", "高", Sensitivity::high}};
inline constexpr Choice<Certainty> certainty_words[] = {{"presumed", "推定", Certainty::presumed},
                                                        {"supported", "有据", Certainty::supported},
                                                        {"proven", "已证实", Certainty::proven}};
inline constexpr Choice<bool> yes_no_words[] = {{"yes", "是", true}, {"no", "否", false}};

// 动态, 每天, 每周2次; dynamic, daily, weekly 2. nullopt where it is none, or more often than there are days.
std::optional<Frequency> parse_frequency(std::string_view);

// What stands between the marks 、 in one cell, without empty pieces; all with the place of the cell.
std::vector<Written> pieces(const Written&);

}  // namespace sanhuan::dsl::yaml
