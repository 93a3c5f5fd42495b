package customer

import "strings"

// The occupations that an address gives away (S0-09).
const (
	Student   = "student"    // a campus
	Medical   = "medical"    // a hospital
	Office    = "office"     // a company or an office building
	Factory   = "factory"    // a works
	Public    = "public"     // an authority or a public institute
	Shopkeep  = "shopkeeper" // a shop or a market
	Household = "household"  // a housing estate: no occupation can be told
)

// occupations are words of Chinese and English addresses, the surest first.
var occupations = []struct {
	name  string
	words []string
}{
	{Medical, []string{"医院", "卫生院", "诊所", "hospital", "clinic"}},
	{Student, []string{"大学", "学院", "中学", "小学", "学校", "校区", "宿舍楼", "university", "college", "campus", "school"}},
	{Public, []string{"政府", "公安局", "派出所", "法院", "税务局", "研究院", "研究所", "银行", "邮政局", "city hall", "police station", "ministry"}},
	{Factory, []string{"工厂", "厂区", "工业园", "工业区", "制造", "机械厂", "电子厂", "服装厂", "factory", "industrial park", "plant "}},
	{Office, []string{"公司", "写字楼", "大厦", "商务", "科技园", "软件园", "创业园", "集团", "office", "company", "co., ltd", "tower", "business park"}},
	{Shopkeep, []string{"商铺", "门面", "超市", "市场", "商场", "店铺", "market", "store", "mall"}},
	{Household, []string{"小区", "花园", "公寓", "家园", "村", "单元", "apartment", "apt", "residence"}},
}

// Occupation guesses what somebody does from the words of her address: a campus,
// a hospital, a factory, an office. "" when no word gives it away, [Household]
// when the address is a home. It is a guess: a campus has teachers, too.
func Occupation(address string) string {
	address = strings.ToLower(address)
	for _, o := range occupations {
		for _, w := range o.words {
			if strings.Contains(address, w) {
				return o.name
			}
		}
	}
	return ""
}
