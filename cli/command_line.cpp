#include "cli/command_line.hpp"

#include <exception>
#include <new>
#include <ostream>
#include <system_error>
#include <vector>

#include "cli/command.hpp"
#include "cli/complaint.hpp"
#include "cli/ledgers.hpp"
#include "cli/redacting.hpp"
#include "cli/table.hpp"

namespace sanhuan::cli {
namespace {

struct Chosen {
  const Command* command = nullptr;
  std::string named;                // what stands in the place of a command; empty: nothing does
  std::vector<std::string> words;   // the others
};

// The command is the first word that is no option, nor the value of one that stands before the command.
Chosen choose(std::span<const std::string> words) {
  Chosen result;
  bool value_follows = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string word = with_ascii_dashes(words[i]);
    const bool option = word.size() > 1 && word.starts_with('-');
    if (result.named.empty() && !option && !value_follows) {
      result.named = words[i];
      result.command = find_command(words[i]);
      continue;
    }
    value_follows = word == "--lang" || word == "--语言" || word == "--color" || word == "--颜色";
    result.words.push_back(words[i]);
  }
  return result;
}

enum class ColorChoice : std::uint8_t { automatic, always, never };
std::optional<ColorChoice> parse_color(std::string_view text) {
  if (text == "auto" || text == "自动") return ColorChoice::automatic;
  if (text == "always" || text == "总是") return ColorChoice::always;
  if (text == "never" || text == "从不") return ColorChoice::never;
  return std::nullopt;
}

std::string overview(Voice voice) {
  Table list({Align::left, Align::left, Align::left});
  for (const Command* command : commands()) {
    list.row({std::string(voice.chinese() ? command->chinese : command->english),
              std::string(voice.chinese() ? command->english : command->chinese),
              std::string(voice(command->summary))});
  }
  return std::string(voice(Text{"三环 sanhuan " SANHUAN_VERSION "  把期限、责任和流转写成规则，查得清、算得准、改前先试\n\n"
                                "用法  sanhuan 命令 ...      sanhuan 命令 --帮助\n\n",
                                "sanhuan " SANHUAN_VERSION "  deadlines, duties and moves of cases, written as rules\n\n"
                                "usage: sanhuan COMMAND ...      sanhuan COMMAND --help\n\n"})) +
         list.text() +
         std::string(voice(Text{"\n每个命令都可以加\n"
                                "  --机读 --json           打印 JSON，供程序用\n"
                                "  --语言 --lang           zh 或 en；不写时看系统的语言\n"
                                "  --颜色 --color          自动、总是、从不；也看 NO_COLOR\n"
                                "\n例  sanhuan 期限 rules/lanshan 5个工作日 --自 2026-09-18T09:10\n",
                                "\nEvery command takes\n"
                                "  --json                  print JSON, for programs\n"
                                "  --lang zh|en            by default the system's language\n"
                                "  --color auto|always|never   NO_COLOR is obeyed too\n"
                                "\nexample: sanhuan due rules/lanshan 5 working_days --from 2026-09-18T09:10\n"}));
}

ExitCode no_such_command(Session& session, const std::string& named) {
  std::vector<std::string_view> names;
  for (const Command* command : commands()) {
    names.push_back(command->english);
    names.push_back(command->chinese);
  }
  const std::string_view near = nearest(named, names);
  if (near.empty()) {
    complain(session, both("没有 `{}` 这个命令；sanhuan --帮助 列出全部命令",
                           "there is no command `{}`; sanhuan --help lists them", named));
  } else {
    complain(session, both("没有 `{}` 这个命令；是不是 {}", "there is no command `{}`; did you mean {}?", named, near));
  }
  return ExitCode::usage;
}

ExitCode run_guarded(const Command& command, const Arguments& arguments, Session& session) {
  try {
    return command.run(arguments, session);
  } catch (const std::bad_alloc&) {
    complain(session, Text{"内存不够", "out of memory"});
  } catch (const std::system_error& error) {
    complain(session, both("系统出错：{}", "the system failed: {}", error.what()));
  } catch (const Error& error) {
    return ledger_failed(session, error);
  }
  return ExitCode::environment;
}

ExitCode run_words(std::span<const std::string> words, const Surroundings& around, Session& session) {
  Chosen chosen = choose(words);
  const std::span<const OptionName> options = chosen.command ? chosen.command->options : std::span<const OptionName>();
  const Arguments arguments = parse_arguments(chosen.words, options);

  if (const auto text = arguments.value("lang")) {
    const std::optional<Language> language = parse_language(*text);
    if (!language) return wrong_usage(session, both("--lang 要写 zh 或 en，不是 `{}`",
                                                    "--lang is zh or en, not `{}`", *text));
    session.voice = Voice(*language);
    session.language_chosen = true;
  }
  ColorChoice color = around.environment("NO_COLOR").empty() ? ColorChoice::automatic : ColorChoice::never;
  if (const auto text = arguments.value("color")) {
    const std::optional<ColorChoice> choice = parse_color(*text);
    if (!choice) return wrong_usage(session, both("--color 要写 auto、always 或 never，不是 `{}`",
                                                  "--color is auto, always or never, not `{}`", *text));
    color = *choice;
  }
  const auto colored = [color](bool terminal) {
    return color == ColorChoice::always || (color == ColorChoice::automatic && terminal);
  };
  session.color = colored(around.out_is_terminal);
  session.color_errors = colored(around.err_is_terminal);
  session.json = arguments.has("json");

  if (chosen.command == nullptr && !chosen.named.empty() && chosen.named != "help" && chosen.named != "帮助") {
    return no_such_command(session, chosen.named);
  }
  if (chosen.command == nullptr) {
    if (!chosen.named.empty() && !arguments.positional.empty()) {
      const Command* about = find_command(arguments.positional.front());
      if (about == nullptr) return no_such_command(session, arguments.positional.front());
      session.out << session.voice(about->help);
      return ExitCode::done;
    }
    if (arguments.has("version")) {
      session.out << "sanhuan " SANHUAN_VERSION "\n";
      return ExitCode::done;
    }
    const bool asked = !chosen.named.empty() || arguments.has("help");
    if (arguments.problem) return wrong_usage(session, *arguments.problem);
    (asked ? session.out : session.err) << overview(session.voice);
    return asked ? ExitCode::done : ExitCode::usage;
  }
  if (arguments.has("help")) {
    session.out << session.voice(chosen.command->help);
    return ExitCode::done;
  }
  if (arguments.problem) {
    complain(session, *arguments.problem);
    session.err << session.voice("用法见 sanhuan {0} --帮助\n", "see sanhuan {1} --help\n", chosen.command->chinese,
                                 chosen.command->english);
    return ExitCode::usage;
  }
  if (chosen.command->prints_data || arguments.has("unmasked")) return run_guarded(*chosen.command, arguments, session);
  RedactingBuffer out(session.out, session.json), err(session.err, false);
  std::ostream hidden_out(&out), hidden_err(&err);
  Session hidden{hidden_out, hidden_err, session.voice, session.json, session.color, session.color_errors, session.progress, session.in, session.language_chosen};
  const ExitCode code = run_guarded(*chosen.command, arguments, hidden);
  hidden_out.flush();
  hidden_err.flush();
  return code;
}

}  // namespace

std::optional<Language> language_of(const Surroundings& around) {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const std::string value = around.environment(name);
    if (value == "C" || value == "POSIX" || value.starts_with("C.")) return std::nullopt;
    if (!value.empty()) return value.starts_with("zh") ? Language::zh : Language::en;
  }
  return std::nullopt;
}

ExitCode run_command_line(std::span<const std::string> words, const Surroundings& around) {
  const std::optional<Language> language = language_of(around);
  Session session{around.out, around.err, Voice(language.value_or(Language::en))};
  session.language_chosen = language.has_value();
  session.progress = around.err_is_terminal;
  session.in = around.in;
  const ExitCode code = run_words(words, around, session);
  if (session.out.flush()) return code;
  complain(session, Text{"写不出去：磁盘满了，或者对方已经关闭", "output failed: the disk is full or the reader is gone"});
  return ExitCode::environment;
}

}  // namespace sanhuan::cli
