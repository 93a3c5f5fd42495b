package simulate

// Product is an article of the shop.
type Product struct {
	SKU   string
	Title string
	Price int64 // minor units
	Brand string
	Cost  float64 // share of the price
	Group string  // consumption group: products that stand for each other; "" stands alone
}

// Category is a group of products that are used up at one pace.
type Category struct {
	Name     string
	Class    string  // fast, durable, fashion (S2-06)
	Period   float64 // days that one unit lasts
	Products []Product
}

// Catalogue is what the simulated shop sells: pet food and care, coffee, skin
// care, snacks, durable goods and clothes, so that no single consumption cycle
// fits all.
var Catalogue = []Category{
	{"猫粮狗粮", "fast", 21.25, []Product{{"PF-101", "冻干双拼成猫粮 2kg", 12900, "暖爪", .58, "猫粮"}, {"PF-102", "低敏全价狗粮 3kg", 15900, "暖爪", .60, ""}, {"PF-103", "幼猫奶糕粮 1.5kg", 9900, "暖爪", .55, "猫粮"}, {"PF-104", "主食猫罐 85g×24", 19800, "海岛渔夫", .66, ""}}},
	{"宠物用品", "fast", 43.75, []Product{{"PC-201", "豆腐猫砂 6L×4", 7960, "暖爪", .70, ""}, {"PC-202", "宠物除臭喷雾 500ml", 3900, "净野", .42, ""}, {"PC-203", "逗猫棒三件套", 1990, "净野", .35, ""}, {"PC-204", "自动饮水机 2L", 12900, "净野", .55, ""}}},
	{"咖啡", "fast", 17.5, []Product{{"CF-301", "埃塞水洗咖啡豆 227g", 6800, "晨岭", .45, ""}, {"CF-302", "挂耳咖啡综合装 20包", 8900, "晨岭", .48, ""}, {"CF-303", "冷萃浓缩液 12颗", 5900, "晨岭", .50, ""}, {"CF-304", "手冲壶套装", 25900, "器物集", .52, ""}}},
	{"护肤", "fast", 28.125, []Product{{"SK-401", "氨基酸洁面乳 120g", 7900, "素白", .30, ""}, {"SK-402", "玻尿酸面膜 10片", 6900, "素白", .28, ""}, {"SK-403", "神经酰胺面霜 50g", 16800, "素白", .32, ""}, {"SK-404", "防晒乳 SPF50 50ml", 9900, "晴屿", .38, ""}}},
	{"零食", "fast", 13.125, []Product{{"SN-501", "每日坚果 30包", 9900, "果仓", .68, ""}, {"SN-502", "牛肉干 250g", 5900, "果仓", .62, ""}, {"SN-503", "海盐苏打饼干 1kg", 2990, "麦香里", .60, ""}, {"SN-504", "山楂条 500g", 1890, "麦香里", .58, ""}}},
	{"家居", "durable", 100, []Product{{"HM-601", "全棉四件套", 39900, "器物集", .50, ""}, {"HM-602", "记忆棉枕", 19900, "器物集", .48, ""}, {"HM-603", "香薰机", 12900, "器物集", .45, ""}, {"HM-604", "保温壶 1.5L", 15900, "器物集", .52, ""}}},
	{"服饰", "fashion", 75, []Product{{"CL-701", "羊毛针织开衫", 29900, "素织", .40, ""}, {"CL-702", "直筒牛仔裤", 19900, "素织", .42, ""}, {"CL-703", "纯棉白衬衫", 15900, "素织", .40, ""}, {"CL-704", "轻薄羽绒服", 59900, "素织", .46, ""}}},
}

var categoryWeights = []float64{0.25, 0.39, 0.56, 0.73, 0.87, 0.93, 1}

// Companion is a product that goes with another: it is put into the same order
// with a probability.
type Companion struct {
	SKU         string  `json:"product"`
	With        string  `json:"with"`
	Probability float64 `json:"probability"`
}

// Companions are the associations that the shop has, besides chance.
var Companions = []Companion{
	{"CF-301", "CF-304", .12}, {"PF-101", "PC-201", .35}, {"SK-401", "SK-403", .30}, {"CL-702", "CL-703", .40}, {"SN-501", "SN-504", .25},
}

// productOf finds a product and its category by number.
func productOf(sku string) (Product, Category) {
	for _, c := range Catalogue {
		for _, p := range c.Products {
			if p.SKU == sku {
				return p, c
			}
		}
	}
	panic("BUG: the catalogue has no " + sku)
}

type place struct{ province, city string }

var places = []place{
	{"广东省", "广州市"}, {"广东省", "深圳市"}, {"浙江省", "杭州市"}, {"浙江省", "宁波市"}, {"江苏省", "苏州市"}, {"江苏省", "南京市"},
	{"上海", "上海市"}, {"北京", "北京市"}, {"四川省", "成都市"}, {"湖北省", "武汉市"}, {"山东省", "青岛市"}, {"福建省", "厦门市"},
	{"河南省", "郑州市"}, {"陕西省", "西安市"}, {"湖南省", "长沙市"}, {"辽宁省", "沈阳市"},
}

var placeWeights = []float64{0.10, 0.20, 0.30, 0.35, 0.43, 0.50, 0.60, 0.69, 0.76, 0.81, 0.86, 0.89, 0.92, 0.95, 0.98, 1}

var surnames = []string{"王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马", "罗"}

var givenNames = []string{"芳", "娜", "敏", "静", "丽", "伟", "强", "磊", "洋", "艳", "勇", "杰", "娟", "涛", "明", "超", "秀英", "霞", "平", "刚", "桂英", "子涵", "梓轩", "欣怡", "雨桐", "浩然", "思远", "佳琪", "诗雨", "俊杰"}
