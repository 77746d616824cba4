#include <catch2/catch.hpp>

#include "dsl/resolve/suggest.hpp"

using namespace sanhuan::dsl;

TEST_CASE("the nearest name is one that may have been meant", "[resolve]") {
  const std::vector<std::string> names{"主办责任", "协办责任", "交办", "见面"};
  CHECK(nearest("主办责仼", names) == "主办责任");
  CHECK(nearest("主板责任", names) == "主办责任");
  CHECK(nearest("回访评价", names).empty());
  CHECK(nearest("答", names).empty());
  CHECK(nearest("", names).empty());
}

TEST_CASE("a name that can be cut into keywords and names is cut", "[resolve]") {
  const std::vector<std::string> names{"登记", "交办"};
  CHECK(cut("自登记起", names) == "自 登记 起");
  CHECK(cut("登记", names).empty());
  CHECK(cut("自登录起", names).empty());
}
