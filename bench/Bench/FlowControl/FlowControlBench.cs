using System.Security.Cryptography.X509Certificates;
using System.Text;
using Kubesharp.Api;
using Kubesharp.ApiServer.Certificates;
using Kubesharp.Bench.Api;
using Kubesharp.Bench.FirstFigures;

namespace Kubesharp.Bench.FlowControl;

/// <summary>
/// Whether one noisy user can starve the nodes: heartbeats (updates of Leases by nodes) alone, then while one user
/// sends 2,000 lists a second, of 20 objects (19 kB) and of 200 (190 kB, which is more than two cores can send and
/// receive), with flow control and without it. Each part has a server process of its own.
/// </summary>
internal static class FlowControlBench
{
    private const int Nodes = 20;
    private const int ConfigMaps = 200;
    private const int Few = 20;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(3);
    // Quiet and loud in turns: what else the machine does falls on both.
    private const int Rounds = 5;

    public static async Task<Figures> RunAsync()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("kubesharp-bench-");
        try
        {
            Measured with = await MeasureAsync(Path.Combine(directory.FullName, "with"));
            Measured without = await MeasureAsync(
                Path.Combine(directory.FullName, "without"), "--enable-priority-and-fairness=false");
            return new Figures(
            [
                new Figure("alone_p50_ms", with.Alone.At(0.5)),
                new Figure("alone_p99_ms", with.Alone.At(0.99)),
                new Figure("without_alone_p99_ms", without.Alone.At(0.99)),
                .. FiguresOf("with_flow_control", with, "as alone"),
                .. FiguresOf("without_flow_control", without),
            ]);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private sealed record Measured(Latencies Alone, Latencies Light, Latencies Heavy, NoiseCount Few, NoiseCount Many);

    private static IEnumerable<Figure> FiguresOf(string name, Measured measured, string aim = "") =>
    [
        new($"{name}_p50_ms", measured.Light.At(0.5)),
        new($"{name}_p99_ms", measured.Light.At(0.99), aim),
        new($"{name}_heavy_p50_ms", measured.Heavy.At(0.5)),
        new($"{name}_heavy_p99_ms", measured.Heavy.At(0.99)),
        new($"{name}_heartbeats_missed", measured.Light.Failures + measured.Heavy.Failures, aim.Length > 0 ? "0" : ""),
        new($"{name}_lists_a_second", measured.Few.Served / (Rounds * Span.TotalSeconds)),
        new($"{name}_heavy_lists_a_second", measured.Many.Served / (Rounds * Span.TotalSeconds)),
        new($"{name}_refused_a_second", (measured.Few.Refused + measured.Many.Refused) / (Rounds * Span.TotalSeconds)),
    ];

    private static async Task<Measured> MeasureAsync(string data, params string[] more)
    {
        await using ServerProcess server =
            await ServerProcess.StartAsync(data, StartBench.FreePort(), CancellationToken.None, more);
        ClusterCertificates certificates = ClusterCertificates.Open(
            Path.Combine(data, "server"), [], TimeProvider.System, Entropy.System);
        await FillAsync(server);
        using X509Certificate2 noisy = certificates.Authority.IssueClient("noisy").ToCertificate();
        await using Heartbeats heartbeats = await Heartbeats.OpenAsync(server.Port, Nodes, certificates);
        await using NoiseProcess noise = await NoiseProcess.StartAsync(server.Port, noisy, data);
        // The just-in-time compiler reaches its last tier on both paths before anything counts.
        await Task.WhenAll(heartbeats.BeatAsync(WarmUp), noise.MakeAsync(WarmUp, ConfigMaps));
        List<Latencies> alone = [], light = [], heavy = [];
        NoiseCount few = default, many = default;
        for (int round = 0; round < Rounds; round++)
        {
            alone.Add(await heartbeats.BeatAsync(Span));
            Task<NoiseCount> noises = noise.MakeAsync(Span, Few);
            light.Add(await heartbeats.BeatAsync(Span));
            few += await noises;
            noises = noise.MakeAsync(Span, ConfigMaps);
            heavy.Add(await heartbeats.BeatAsync(Span));
            many += await noises;
        }
        return new(Latencies.Together(alone), Latencies.Together(light), Latencies.Together(heavy), few, many);
    }

    // What the noisy user may list, and the nodes' Leases.
    private static async Task FillAsync(ServerProcess server)
    {
        const string role = """
            {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRoleBinding","metadata":{"name":"noisy"},
             "roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"view"},
             "subjects":[{"apiGroup":"rbac.authorization.k8s.io","kind":"User","name":"noisy"}]}
            """;
        await PostAsync("apis/rbac.authorization.k8s.io/v1/clusterrolebindings", role);
        for (int index = 0; index < ConfigMaps; index++)
        {
            await PostAsync(
                "api/v1/namespaces/default/configmaps",
                $$$"""{"metadata":{"name":"c{{{index}}}"},"data":{"text":"{{{new string('x', 512)}}}"}}""");
        }
        for (int node = 0; node < Nodes; node++)
        {
            await PostAsync(
                "apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases",
                $$$"""{"metadata":{"name":"{{{Heartbeats.NameOf(node)}}}"},"spec":{"leaseDurationSeconds":40}}""");
        }

        async Task PostAsync(string path, string body)
        {
            using StringContent content = new(body, Encoding.UTF8, "application/json");
            using HttpResponseMessage made = await server.Client.PostAsync(path, content);
            made.EnsureSuccessStatusCode();
        }
    }
}
