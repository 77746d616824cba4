#include "dsl/source/look_alikes.hpp"

#include <algorithm>

#include "dsl/source/characters.hpp"

namespace sanhuan::dsl {

namespace {

// What Unicode makes of them (NFKC), by their place in the block; a blank where they stand for themselves.
constexpr std::u32string_view radicals =  // from U+2F00
    U"一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工"
    U"己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉"
    U"瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行"
    U"衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯"
    U"鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";
constexpr std::u32string_view compatible =  // from U+F900
    U"豈更車賈滑串句龜龜契金喇奈懶癩羅蘿螺裸邏樂洛烙珞落酪駱亂卵欄爛蘭鸞嵐濫藍襤拉臘蠟廊朗浪狼郎來冷勞"
    U"擄櫓爐盧老蘆虜路露魯鷺碌祿綠菉錄鹿論壟弄籠聾牢磊賂雷壘屢樓淚漏累縷陋勒肋凜凌稜綾菱陵讀拏樂諾丹寧"
    U"怒率異北磻便復不泌數索參塞省葉說殺辰沈拾若掠略亮兩凉梁糧良諒量勵呂女廬旅濾礪閭驪麗黎力曆歷轢年憐"
    U"戀撚漣煉璉秊練聯輦蓮連鍊列劣咽烈裂說廉念捻殮簾獵令囹寧嶺怜玲瑩羚聆鈴零靈領例禮醴隸惡了僚寮尿料樂"
    U"燎療蓼遼龍暈阮劉杻柳流溜琉留硫紐類六戮陸倫崙淪輪律慄栗率隆利吏履易李梨泥理痢罹裏裡里離匿溺吝燐璘"
    U"藺隣鱗麟林淋臨立笠粒狀炙識什茶刺切度拓糖宅洞暴輻行降見廓兀嗀  塚 晴  凞猪益礼神祥福靖精羽 "
    U"蘒 諸  逸都   飯飼館鶴郞隷侮僧免勉勤卑喝嘆器塀墨層屮悔慨憎懲敏既暑梅海渚漢煮爫琢碑社祉祈祐"
    U"祖祝禍禎穀突節練縉繁署者臭艹艹著褐視謁謹賓贈辶逸難響頻恵𤋮舘  並况全侀充冀勇勺喝啕喙嗢塚墳奄奔"
    U"婢嬨廒廙彩徭惘慎愈憎慠懲戴揄搜摒敖晴朗望杖歹殺流滛滋漢瀞煮瞧爵犯猪瑱甆画瘝瘟益盛直睊着磌窱節类絛"
    U"練缾者荒華蝹襁覆視調諸請謁諾諭謹變贈輸遲醙鉶陼難靖韛響頋頻鬒龜𢡊𢡄𣏕㮝䀘䀹𥉉𥳐𧻓齃龎";
constexpr std::u32string_view supplement =  // from U+2F800
    U"丽丸乁𠄢你侮侻倂偺備僧像㒞𠘺免兔兤具𠔜㒹內再𠕋冗冤仌冬况𩇟凵刃㓟刻剆割剷㔕勇勉勤勺包匆北卉卑博即"
    U"卽卿卿卿𠨬灰及叟𠭣叫叱吆咞吸呈周咢哶唐啓啣善善喙喫喳嗂圖嘆圗噑噴切壮城埴堍型堲報墬𡓤売壷夆多夢奢"
    U"𡚨𡛪姬娛娧姘婦㛮㛼嬈嬾嬾𡧈寃寘寧寳𡬘寿将当尢㞁屠屮峀岍𡷤嵃𡷦嵮嵫嵼巡巢㠯巽帨帽幩㡢𢆃㡼庰庳庶廊𪎒"
    U"廾𢌱𢌱舁弢弢㣇𣊸𦇚形彫㣣徚忍志忹悁㤺㤜悔𢛔惇慈慌慎慌慺憎憲憤憯懞懲懶成戛扝抱拔捐𢬌挽拼捨掃揤𢯱搢"
    U"揅掩㨮摩摾撝摷㩬敏敬𣀊旣書晉㬙暑㬈㫤冒冕最暜肭䏙朗望朡杞杓𣏃㭉柺枅桒梅𣑭梎栟椔㮝楂榣槪檨𣚣櫛㰘次"
    U"𣢧歔㱎歲殟殺殻𣪍𡴋𣫺汎𣲼沿泍汧洖派海流浩浸涅𣴞洴港湮㴳滋滇𣻑淹潮𣽞𣾎濆瀹瀞瀛㶖灊災灷炭𠔥煅𤉣熜𤎫"
    U"爨爵牐𤘈犀犕𤜵𤠔獺王㺬玥㺸㺸瑇瑜瑱璅瓊㼛甤𤰶甾𤲒異𢆟瘐𤾡𤾸𥁄㿼䀈直𥃳𥃲𥄙𥄳眞真真睊䀹瞋䁆䂖𥐝硎碌"
    U"磌䃣𥘦祖𥚚𥛅福秫䄯穀穊穏𥥼𥪧𥪧竮䈂𥮫篆築䈧𥲀糒䊠糨糣紀𥾆絣䌁緇縂繅䌴𦈨𦉇䍙𦋙罺𦌾羕翺者𦓚𦔣聠𦖨聰"
    U"𣍟䏕育脃䐋脾媵𦞧𦞵𣎓𣎜舁舄辞䑫芑芋芝劳花芳芽苦𦬼若茝荣莭茣莽菧著荓菊菌菜𦰶𦵫𦳕䔫蓱蓳蔖𧏊蕤𦼬䕝䕡"
    U"𦾱𧃒䕫虐虜虧虩蚩蚈蜎蛢蝹蜨蝫螆䗗蟡蠁䗹衠衣𧙧裗裞䘵裺㒻𧢮𧥦䚾䛇誠諭變豕𧲨貫賁贛起𧼯𠠄跋趼跰𠣞軔輸"
    U"𨗒𨗭邔郱鄑𨜮鄛鈸鋗鋘鉼鏹鐕𨯺開䦕閷𨵷䧦雃嶲霣𩅅𩈚䩮䩶韠𩐊䪲𩒖頋頋頩𩖶飢䬳餩馧駂駾䯎𩬰鬒鱀鳽䳎䳭鵧"
    U"𪃎䳸𪄅𪈎𪊑麻䵖黹黾鼅鼏鼖鼻𪘀";

// Cyrillic and Greek letters in the order of their numbers, and the Latin ones that look like them.
constexpr std::u32string_view others =
    U"\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4"
    U"\u03a5\u03a7\u03bd\u03bf\u03f2\u03f3\u0405\u0406\u0408\u0410\u0412\u0415"
    U"\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0430\u0435\u043e"
    U"\u0440\u0441\u0443\u0445\u0455\u0456\u0458\u0475\u04ae\u04bb\u0501\u051b"
    U"\u051d";
constexpr std::u32string_view latin =
    U"ABEZHIKMNOPTYXvocjSIJABEKMHOPCTYXaeopcyxsijvYhdqw";
static_assert(others.size() == latin.size());

char32_t in_block(std::u32string_view block, char32_t first, char32_t c) noexcept {
  if (c < first || c - first >= block.size() || block[c - first] == U' ') return 0;
  return block[c - first];
}

constexpr bool is_other_letter(char32_t c) noexcept { return c >= 0x370 && c < 0x530; }
constexpr bool is_latin(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Lead bytes of U+0370 to U+052F.
constexpr bool leads_other_letter(char c) noexcept {
  return static_cast<unsigned char>(c) >= 0xcd && static_cast<unsigned char>(c) <= 0xd4;
}

struct Letters {
  std::size_t end = 0;
  bool latin = false;   // there are Latin ones among them
  bool all_alike = true;  // each of the others looks Latin
};

Letters letters_from(std::string_view text, std::size_t at) noexcept {
  Letters run{at};
  while (run.end < text.size()) {
    if (is_latin(text[run.end])) {
      run.latin = true;
      ++run.end;
      continue;
    }
    const CodePoint point = decode(text.substr(run.end));
    if (!is_other_letter(point.value)) break;
    run.all_alike = run.all_alike && looks_like(point.value) != 0;
    run.end += point.bytes;
  }
  return run;
}

}  // namespace

char32_t looks_like(char32_t c) noexcept {
  if (is_other_letter(c)) {
    const auto found = std::lower_bound(others.begin(), others.end(), c);
    return found != others.end() && *found == c ? latin[static_cast<std::size_t>(found - others.begin())] : 0;
  }
  if (const char32_t meant = in_block(radicals, 0x2f00, c)) return meant;
  if (const char32_t meant = in_block(compatible, 0xf900, c)) return meant;
  return in_block(supplement, 0x2f800, c);
}

std::vector<LookAlike> look_alikes(std::string_view text) {
  std::vector<LookAlike> found;
  const auto add = [&](std::size_t at) {
    const CodePoint point = decode(text.substr(at));
    if (const char32_t meant = looks_like(point.value)) found.push_back({at, point.bytes, point.value, meant});
    return point.bytes;
  };
  std::size_t word = 0;  // where the Latin letters before `at` begin
  for (std::size_t at = 0; at < text.size();) {
    if (leads_other_letter(text[at])) {
      const Letters run = letters_from(text, word);
      const bool meant_latin = run.latin || run.all_alike;
      if (run.end <= at) at += decode(text.substr(at)).bytes;
      while (at < run.end) at += is_latin(text[at]) ? 1 : meant_latin ? add(at) : decode(text.substr(at)).bytes;
      word = at;
      continue;
    }
    const auto lead = static_cast<unsigned char>(text[at]);
    const bool letter = is_latin(text[at]);
    at += lead == 0xe2 || lead == 0xef || lead == 0xf0 ? add(at) : 1;
    if (!letter) word = at;
  }
  return found;
}

}  // namespace sanhuan::dsl
