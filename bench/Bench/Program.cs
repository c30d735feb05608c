using System.Globalization;
using System.Text.Json.Nodes;
using Kubesharp.Bench;
using Kubesharp.Bench.Api;
using Kubesharp.Bench.Cluster;
using Kubesharp.Bench.FirstFigures;
using Kubesharp.Bench.FlowControl;
using Kubesharp.Bench.PodStart;
using Kubesharp.Bench.Scheduler;
using Spectre.Console;

// The other side of a comparison, in a process of its own.
if (args is ["file-server", string file])
    return await FileServer.RunAsync(file);
if (args is ["raw-server"])
    return await RawServer.RunAsync();
if (args is ["noise", string port, string certificate])
    return await NoiseProcess.RunAsync(int.Parse(port, CultureInfo.InvariantCulture), certificate);

// Each bench prints a table for people and, as its last line, one JSON object with the figures.
Dictionary<string, (string About, Func<Task<Figures>> Run)> benches = new(StringComparer.Ordinal)
{
    ["start"] = ("server without an agent: time to /readyz, memory after a minute idle", StartBench.RunAsync),
    ["in-process"] = ("a whole cluster in this process: time to an available Deployment", InProcessBench.RunAsync),
    ["pod-start"] = (
        "create to Ready of Pods against the runtime's calls alone; an agent with sixty idle Pods",
        PodStartBench.RunAsync),
    ["scheduler"] = ("upstream's scheduling workloads, in process and over HTTPS", SchedulerBench.RunAsync),
    ["cluster"] = ("Deployments on up to 5,000 simulated nodes: Pods a second, requests, memory, idle time",
        ClusterBench.RunAsync),
    ["first-figures"] = ("creates against the raw store, LIST against a plain file", FirstFiguresBench.RunAsync),
    ["flow-control"] = (
        "2,000 requests a second from one user against heartbeats of nodes", FlowControlBench.RunAsync),
    ["api"] = ("writes, reads, watches, memory and codecs as ratios; --quick; writes|reads|watch|large|codec for one",
        () => ApiBench.RunAsync(ApiBenchOptions.Parse(args.AsSpan(1)))),
};

if (args is not [{ } name, .. { } words] || (words.Length > 0 && name != "api")
    || !benches.TryGetValue(name, out (string About, Func<Task<Figures>> Run) bench))
{
    foreach ((string known, (string about, _)) in benches)
        Console.WriteLine($"{known,-16} {about}");
    return args.Length == 0 ? 0 : 2;
}

Figures figures = await bench.Run();
Table table = new Table().AddColumns("figure", "value", "aim");
JsonObject json = [];
foreach (Figure figure in figures.All)
{
    table.AddRow(
        Markup.Escape(figure.Name), figure.Value.ToString("0.###", CultureInfo.InvariantCulture),
        Markup.Escape(figure.Aim));
    json[figure.Name] = double.IsFinite(figure.Value) ? Math.Round(figure.Value, 4) : null;
}
AnsiConsole.Write(table);
Console.WriteLine(json.ToJsonString());
return 0;
