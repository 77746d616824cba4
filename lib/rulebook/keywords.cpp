#include "lib/rulebook/keywords.hpp"

namespace sanhuan {

std::string_view keyword(model::Verb verb) noexcept {
  using model::Verb;
  switch (verb) {
    case Verb::set: return "set";
    case Verb::notify: return "notify";
    case Verb::inform: return "inform";
    case Verb::urge: return "urge";
    case Verb::supervise: return "supervise";
    case Verb::escalate: return "escalate";
    case Verb::yellow_card: return "yellow_card";
    case Verb::red_card: return "red_card";
    case Verb::penalise: return "penalise";
    case Verb::reward: return "reward";
    case Verb::end: return "end";
    case Verb::suspend: return "suspend";
    case Verb::resume: return "resume";
    case Verb::interrupt: return "interrupt";
    case Verb::deem: return "deem";
    case Verb::open_case: return "open_case";
    case Verb::merge: return "merge";
    case Verb::designate: return "designate";
    case Verb::host: return "host";
    case Verb::set_level: return "set";
    case Verb::transfer: return "transfer";
    case Verb::delegate: return "delegate";
    case Verb::recall: return "recall";
  }
  return "";
}

std::string_view keyword(Refused reason) noexcept {
  switch (reason) {
    case Refused::none: return "none";
    case Refused::malformed: return "malformed";
    case Refused::not_accepted: return "not_accepted";
    case Refused::not_allowed: return "not_allowed";
    case Refused::guarded: return "guarded";
    case Refused::undecided: return "undecided";
    case Refused::owed: return "owed";
    case Refused::bound: return "bound";
    case Refused::key_conflict: return "key_conflict";
    case Refused::designated: return "designated";
  }
  return "";
}

std::string_view keyword(Level level) noexcept {
  switch (level) {
    case Level::unknown: return "unknown";
    case Level::grid: return "grid";
    case Level::village: return "village";
    case Level::town: return "town";
    case Level::district: return "district";
  }
  return "";
}

}  // namespace sanhuan
