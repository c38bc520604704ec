import {describe, expect, it} from "vitest";
import {headOf, recognise} from "../../loaders/formats/recognise.ts";

const formatOf = (text: string, path = "table.csv") => recognise(path, headOf(Buffer.from(text))).format?.name ?? null;

const tables = /^(metrics-csv|ray-progress|sb3-\w+|keras-csv|timm-\w+|trackio-csv|lightning-\w+|algoperf-\w+)$/;

describe("recognise(path, head) of tables", () => {
  it.each([
    ["step in capitals", "Global_Step,Loss\n1,0.5\n2,0.25\n", "metrics-csv"],
    ["Lightning's step", "trainer/global_step\tloss\n0\t1\n10\t0.5\n", "metrics-csv"],
    ["an epoch alone", "epoch,train_loss\n1,0.5\n2,0.25\n", "metrics-csv"],
    ["step and epoch without a mark", "epoch,step,loss\n0,1,0.5\n0,2,0.25\n", "metrics-csv"],
    ["rows of one kind after another", "step,epoch,train_loss,val_loss\n0,0,1,\n0,0,,2\n", "lightning-metrics"],
    ["an epoch and a loss", "epoch,loss\n1,2\n2,1\n", "metrics-csv"],
    ["epochs with val_ columns", "epoch,loss,val_loss\n0,1,2\n1,0.5,1\n", "keras-csv"]
  ])("takes %s", (_name, text, format) => expect(formatOf(text)).toBe(format));

  it("takes step and epoch in a file named metrics.csv as Lightning's", () => {
    expect(formatOf("step,epoch,loss\n0,0,1\n1,0,0.5\n", "a/version_3/metrics.csv")).toBe("lightning-metrics");
  });

  it.each([
    ["no step", "time,loss\n1,0.5\n2,0.25\n"],
    ["steps that are words", "step,loss\nwarm up,0.5\ncool down,0.25\n"],
    ["steps that fall", "step,loss\n9,1\n7,1\n5,1\n3,1\n1,1\n"],
    ["nothing measured", "step,note\n1,a\n2,b\n"],
    ["a header alone", "step,loss\n"],
    ["names and values in two columns", "step,metric,value\n1,loss,0.5\n2,loss,0.25\n"],
    [
      "points that MLflow exports",
      "run_id,key,value,step,timestamp\na,loss,0.5,1,1700000000000\na,loss,0.4,2,1700000000001\n"
    ],
    ["runs that MLflow exports", "Start Time,Duration,Run ID,Name,step,loss\nx,1s,a,n,1,0.5\nx,1s,b,n,2,0.25\n"],
    ["runs that MLflow searches", "run_id,metrics.loss,params.lr,step\na,0.5,0.1,1\nb,0.25,0.1,2\n"],
    ["a kernel profile", '"ID","Process ID","Metric Name","Metric Value"\n"0","1","x","2"\n"1","1","x","3"\n'],
    [
      "criterion's samples",
      "group,function,value,throughput_num,throughput_type,sample_measured_value,unit,iteration_count\ng,f,,,,1.5,ns,100\n"
    ],
    ["a summary of a benchmark", "suite,operation,device,p50_mean,p99_mean\ns,o,cuda,0.1,0.2\ns,p,cuda,0.1,0.2\n"],
    ["models without a rate or accuracy", "model,img_size,param_count\na,224,1\nb,224,2\n"],
    ["a time line", "start_ms,duration_ms,stream,name\n0,0.1,1,k\n1,0.1,1,k\n"]
  ])("leaves %s alone", (_name, text) => expect(formatOf(text) ?? "").not.toMatch(tables));
});
