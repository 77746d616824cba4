// What a command prints with numbers of people hidden in it: a stream over another, line by line. In JSON only texts are
// looked at: a count of milliseconds may have as many digits as a telephone.
#pragma once

#include <algorithm>
#include <ostream>
#include <streambuf>
#include <string>

#include "sanhuan/redaction.hpp"

namespace sanhuan::cli {

class RedactingBuffer final : public std::streambuf {
 public:
  RedactingBuffer(std::ostream& to, bool json) : to_(to), json_(json) {}
  ~RedactingBuffer() override { flush_lines(line_.size()); }

 protected:
  int_type overflow(int_type c) override {
    if (traits_type::eq_int_type(c, traits_type::eof())) return traits_type::not_eof(c);
    const char one = traits_type::to_char_type(c);
    return xsputn(&one, 1) == 1 ? c : traits_type::eof();
  }
  std::streamsize xsputn(const char* text, std::streamsize size) override {
    line_.append(text, static_cast<std::size_t>(size));
    if (const std::size_t end = line_.rfind('\n'); end != std::string::npos) flush_lines(end + 1);
    return to_ ? size : 0;
  }
  int sync() override {
    flush_lines(line_.size());
    return to_.flush() ? 0 : -1;
  }

 private:
  void flush_lines(std::size_t size) {
    const std::string_view lines = std::string_view(line_).substr(0, size);
    to_ << (json_ ? texts_redacted(lines) : redacted(lines));
    line_.erase(0, size);
  }
  static std::string texts_redacted(std::string_view json) {
    std::string out;
    while (!json.empty()) {
      const std::size_t opens = json.find('"');
      out += json.substr(0, opens);
      if (opens == json.npos) break;
      std::size_t closes = opens + 1;
      while (closes < json.size() && json[closes] != '"') closes += json[closes] == '\\' ? 2 : 1;
      const std::size_t end = std::min(closes + 1, json.size());
      out += redacted(json.substr(opens, end - opens));
      json.remove_prefix(end);
    }
    return out;
  }

  std::ostream& to_;
  bool json_;
  std::string line_;
};

}  // namespace sanhuan::cli
