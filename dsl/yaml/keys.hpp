// Every key of the YAML files in both vocabularies, and which keys stand together.
#pragma once

#include <initializer_list>
#include <string_view>

namespace sanhuan::dsl::yaml {

struct Key {
  std::string_view en, zh;
};
using Keys = std::initializer_list<Key>;

namespace key {

inline constexpr Key name{"name", "名称"}, title{"title", "标题"}, zone{"zone", "时区"};

// pack.yaml
inline constexpr Key version{"version", "版本"}, effective{"effective", "施行"}, language{"language", "语言"},
    builds_on{"builds_on", "依托"}, calendar{"calendar", "日历"}, days{"days", "日"},
    office_hours{"office_hours", "办公时间"}, organisation{"organisation", "组织"}, files{"files", "文件"},
    replaces{"replaces", "取代"}, duties{"duties", "职责"}, rosters{"rosters", "名册"}, assessments{"assessments", "考核"},
    host_verbs{"host_verbs", "外部动作"};
inline constexpr Keys manifest = {name, title,        version,      effective, language, zone,  builds_on, calendar,
                                  days, office_hours, organisation, files,     replaces, duties, rosters, assessments,
                                  host_verbs};
// days
inline constexpr Key end{"end", "届满"}, receipt{"receipt", "收到"}, channel{"channel", "渠道"},
    as_received{"as_received", "实时渠道"};
inline constexpr Keys day_policy = {end, receipt, channel, as_received};
// office_hours, one season
inline constexpr Key from{"from", "自"}, to{"to", "至"}, hours{"hours", "时段"};
inline constexpr Keys season = {from, to, hours};

// calendar.yaml
inline constexpr Key week{"week", "周"}, holidays{"holidays", "放假"}, notices{"notices", "公布"},
    amendments{"amendments", "变更"}, statutory{"statutory", "法定"}, yearly_sum{"yearly_sum", "年度法定"},
    provisional_from{"provisional_from", "暂定自"}, local{"local", "本地"};
inline constexpr Keys calendar_file = {name,       title,     zone,       week,             holidays,     notices,
                                       amendments, statutory, yearly_sum, provisional_from, office_hours, builds_on,
                                       local};
// statutory, one day
inline constexpr Key day{"day", "日"}, since{"since", "自"};
inline constexpr Keys statutory_day = {day, name, since};
// yearly_sum, some years
inline constexpr Key sum_days{"days", "天数"};
inline constexpr Keys sum_range = {from, to, sum_days};
// the columns of its tables
inline constexpr Key date{"date", "日期"}, kind{"kind", "类型"}, year{"year", "年份"}, published{"published", "公布"},
    known_from{"known_from", "得知"}, before{"before", "原为"}, after{"after", "改为"}, local_basis{"basis", "依据"};
inline constexpr Keys holiday_columns = {date, name, kind};
inline constexpr Keys notice_columns = {year, published};
inline constexpr Keys amendment_columns = {known_from, date, before, after};
inline constexpr Keys local_columns = {date, name, kind, known_from, local_basis}, local_needed = {date, name, kind, known_from};

// org.yaml
inline constexpr Key roles{"roles", "角色"}, units{"units", "单位"}, units_from{"units_from", "单位表"},
    directories{"directories", "名录"};
inline constexpr Key powers{"powers", "权力"};
inline constexpr Key counts{"counts", "共有"}, unified_codes{"unified_codes", "统一编码"};
inline constexpr Keys organisation_file = {roles, units, units_from, directories, powers, counts, unified_codes};
inline constexpr Key key{"key", "代号"}, code{"code", "编码"}, level{"level", "层级"}, parent{"parent", "上级"}, successor{"successor", "承接"};
inline constexpr Keys term = {name, key};  // a role, a value of an enumeration
inline constexpr Keys unit = {name, key, code, level, parent, kind, successor};
inline constexpr Key by{"by", "按"};
inline constexpr Keys directory = {by, units};

// the file of standing duties, and the columns of its tables
inline constexpr Key owed_by{"owed_by", "责任层级"}, total{"total", "总数"}, classes{"classes", "类别"},
    items{"items", "清单"}, seasons{"seasons", "时段"}, campaigns{"campaigns", "专项"};
inline constexpr Keys duties_file = {owed_by, total, classes, items, seasons, campaigns};
inline constexpr Key number{"number", "编号"}, item_class{"class", "类别"}, group{"group", "小类"}, matter{"matter", "事项"},
    lead{"lead", "主责"}, support{"support", "配合"}, look{"look", "看什么"}, ask{"ask", "问什么"},
    record{"record", "记什么"}, must_not{"must_not", "不得"}, frequency{"frequency", "频次"},
    season_name{"season", "时段"}, on_rest_days{"on_rest_days", "遇休息日"}, handling{"handling", "处置"},
    opens{"opens", "立件"}, evidence{"evidence", "凭证"}, sensitivity{"sensitivity", "敏感"}, basis{"basis", "依据"},
    certainty{"certainty", "确定"}, batch{"batch", "批次"}, valid_from{"valid_from", "生效"},
    valid_to{"valid_to", "失效"}, piles_up{"piles_up", "累计"};
inline constexpr Keys item_columns = {number,     item_class, group,    matter,  lead,     support,     look,  ask,
                                      record,     must_not,   frequency, season_name, on_rest_days, handling, channel,
                                      opens,      evidence,   sensitivity, basis, certainty, batch, valid_from,
                                      valid_to,   piles_up};
inline constexpr Key holiday{"holiday", "节日"}, days_before{"before", "前"}, days_after{"after", "后"};
inline constexpr Keys season_columns = {season_name, from, to, holiday, days_before, days_after, basis};
inline constexpr Key campaign{"campaign", "专项"};
inline constexpr Keys campaign_columns = {campaign, season_name, matter, frequency, on_rest_days, basis, valid_from, valid_to};

// the file of rosters, and the columns of its tables
inline constexpr Keys rosters_file = {rosters};
inline constexpr Key turn{"turn", "轮次"}, seats{"seats", "每轮"}, start{"start", "开始"}, rest_days{"rest_days", "休息日"},
    order{"order", "派法"}, counted{"counted", "计数"}, given_to{"given_to", "派给"}, members{"members", "成员"},
    leave{"leave", "请假"}, swaps{"swaps", "换班"}, recusals{"recusals", "回避"}, recorded{"recorded", "记在"};
inline constexpr Keys roster = {key, turn, seats, start, rest_days, order, counted, given_to, total, members, leave, swaps, recusals, recorded};
inline constexpr Key event{"event", "事件"}, member{"member", "成员"}, excluded{"excluded", "回避人"}, about{"about", "涉及单位"}, skill{"skill", "专长"};
inline constexpr Keys roster_record = {event, member, excluded, about, skill};
inline constexpr Key person{"name", "姓名"}, of_unit{"unit", "单位"}, skills{"skills", "专长"}, joins{"joins", "加入"}, leaves{"leaves", "退出"};
inline constexpr Keys member_columns = {number, person, of_unit, skills, joins, leaves};
inline constexpr Key entered{"entered", "登记"}, with{"with", "换给"};
inline constexpr Keys leave_columns = {number, from, to, entered};
inline constexpr Keys swap_columns = {date, number, with};
inline constexpr Keys recusal_columns = {number, of_unit, from, to, basis};

// the file of assessments
inline constexpr Keys assessments_file = {assessments};
inline constexpr Key scored{"scored", "考核谁"}, cases{"cases", "事项"}, responsible{"responsible", "责任单位"}, sample{"sample", "抽查"},
    indicators{"indicators", "指标"}, points{"points", "加减分"};
inline constexpr Keys assessment = {key, scored, cases, responsible, sample, indicators, points};
inline constexpr Key measure{"measure", "口径"}, weight{"weight", "权重"}, of{"of", "项"}, good{"good", "算好"}, counted_values{"counted", "计入"};
inline constexpr Keys indicator = {name, key, measure, weight, of, good, counted_values};
inline constexpr Key effect{"effect", "效果"}, each{"each", "每次"}, at_most{"at_most", "至多"};
inline constexpr Keys point_rule = {name, key, effect, each, at_most};

// the table of what was done
inline constexpr Key done_unit{"unit", "单位"}, done_duty{"duty", "事项"}, period{"period", "期次"};
inline constexpr Keys done_columns = {done_unit, done_duty, date, period};
// and of what was found
inline constexpr Key found_at{"at", "时刻"}, finding{"what", "情况"};
inline constexpr Keys finding_columns = {done_unit, done_duty, found_at, finding, number};

// a file of terms
inline constexpr Key enumerations{"enumerations", "枚举"}, values{"values", "值"};
inline constexpr Keys terms_file = {enumerations};
inline constexpr Keys enumeration = {key, values};

}  // namespace key
}  // namespace sanhuan::dsl::yaml
