#include "list.h"

#include <charconv>
#include <map>
#include <span>
#include <sstream>
#include <stdexcept>

#include "../ops.h"
#include "json.h"

namespace colophon::check {
namespace {

Axes parse_axes(const std::string& text) {
  Axes axes;
  const std::map<std::string, int64_t*> named{
      {"K", &axes.K}, {"B", &axes.B}, {"S", &axes.S}, {"T", &axes.T}, {"D", &axes.D},
      {"N", &axes.N}, {"F", &axes.F}, {"X", &axes.X}, {"Y", &axes.Y}, {"Z", &axes.Z}};
  std::istringstream parts(text);
  for (std::string part; std::getline(parts, part, ',');) {
    const auto found = named.find(part.substr(0, part.find('=')));
    const size_t from = part.find('=') + 1;
    if (from == 0 || found == named.end())
      throw std::invalid_argument("axis " + part +
                                  ", expected a letter of KBSTDNFXYZ, = and a length");
    std::from_chars(part.data() + from, part.data() + part.size(), *found->second);
  }
  return axes;
}

void append(std::string& list, const std::string& json) {
  if (list.size() > 1) list += ',';
  list += json;
}

// "float32 bfloat16" → ["float32","bfloat16"].
std::string words_of(std::string_view words) {
  std::istringstream parts{std::string(words)};
  std::string list = "[";
  for (std::string word; parts >> word;) append(list, json_text(word));
  return list + "]";
}

template <typename Value, typename Write>
std::string list_of(std::span<const Value> values, Write&& write) {
  std::string list = "[";
  for (const Value& value : values) append(list, write(value));
  return list + "]";
}

std::string operand(const Operand& operand) {
  JsonObject object;
  object.text("name", operand.name)
      .raw("dtypes", words_of(operand.dtypes))
      .raw("axes", words_of(operand.axes));
  object.boolean("optional", operand.optional).boolean("repeated", operand.repeated);
  return object.str();
}

std::string tolerance(const Tolerance& tolerance) {
  JsonObject object;
  object.text("dtype", tolerance.dtype)
      .number("ulp", int64_t{tolerance.ulp})
      .text("of", tolerance.of);
  return object.str();
}

std::string cost(const Cost& cost) {
  JsonObject object;
  object.number("bytes", cost.bytes).number("flops", cost.flops);
  return object.str();
}

}  // namespace

std::string list_ops(const std::string& text) {
  const Axes axes = parse_axes(text);
  std::string lines;
  for (const Op& op : ops()) {
    JsonObject costs;
    costs.raw("float32", cost(op.cost(axes, DType::float32)))
        .raw("bfloat16", cost(op.cost(axes, DType::bfloat16)));
    JsonObject line;
    line.text("name", op.name).text("summary", op.summary);
    line.raw("inputs", list_of(std::span(op.inputs.begin(), op.inputs.size()), operand));
    line.raw("outputs", list_of(std::span(op.outputs.begin(), op.outputs.size()), operand));
    line.raw("tolerance", list_of(std::span(op.tolerance.begin(), op.tolerance.size()), tolerance));
    line.raw("cost", costs.str());
    lines += line.str() + "\n";
  }
  return lines;
}

}  // namespace colophon::check
