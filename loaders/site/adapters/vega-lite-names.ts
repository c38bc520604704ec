/** The marks of Vega-Lite. */
export const markNames = words(`
  arc area bar boxplot circle errorband errorbar geoshape image line point rect rule square text tick trail
`);

/** Its encoding channels. */
export const channelNames = words(`
  angle color column description detail facet fill fillOpacity href key latitude latitude2 longitude
  longitude2 opacity order radius radius2 row shape size stroke strokeDash strokeOpacity strokeWidth text
  theta theta2 time tooltip url x x2 xError xError2 xOffset y y2 yError yError2 yOffset
`);

/** Its aggregate operations. */
export const operationNames = words(`
  average count distinct max mean median min missing product q1 q3 ci0 ci1 stderr stdev stdevp sum valid
  values variance variancep
`);

/** Its time units, without the utc forms. */
export const timeUnitNames = words(`
  year quarter month week day dayofyear date hours minutes seconds milliseconds yearquarter yearquartermonth
  yearmonth yearmonthdate yearmonthdatehours yearmonthdatehoursminutes yearmonthdatehoursminutesseconds
  yearweek yearweekday yearweekdayhours yearweekdayhoursminutes yearweekdayhoursminutesseconds yeardayofyear
  quartermonth monthdate monthdatehours monthdatehoursminutes monthdatehoursminutesseconds weekday
  weekdayhours weekdayhoursminutes weekdayhoursminutesseconds dayhours dayhoursminutes dayhoursminutesseconds
  hoursminutes hoursminutesseconds minutesseconds secondsmilliseconds
`);

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}
