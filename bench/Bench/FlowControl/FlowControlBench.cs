using System.Security.Cryptography.X509Certificates;
using System.Text;
using Kubesharp.Api;
using Kubesharp.ApiServer.Certificates;
using Kubesharp.Bench.Api;
using Kubesharp.Bench.FirstFigures;

namespace Kubesharp.Bench.FlowControl;

/// <summary>
/// Whether one noisy user can starve the nodes: heartbeats (updates of Leases by nodes) alone, then while one user
/// sends 2,000 lists a second, with flow control and without it. Each part has a server process of its own.
/// </summary>
internal static class FlowControlBench
{
    private const int Nodes = 20;
    private const int ConfigMaps = 200;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(10);

    public static async Task<Figures> RunAsync()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("kubesharp-bench-");
        try
        {
            (Latencies alone, Latencies with, NoiseCount shared) =
                await MeasureAsync(Path.Combine(directory.FullName, "with"));
            (_, Latencies without, NoiseCount all) = await MeasureAsync(
                Path.Combine(directory.FullName, "without"), "--enable-priority-and-fairness=false");
            return new Figures(
                new Figure("alone_p50_ms", alone.At(0.5)),
                new Figure("alone_p99_ms", alone.At(0.99)),
                new Figure("with_flow_control_p50_ms", with.At(0.5)),
                new Figure("with_flow_control_p99_ms", with.At(0.99), "as alone"),
                new Figure("without_flow_control_p50_ms", without.At(0.5)),
                new Figure("without_flow_control_p99_ms", without.At(0.99)),
                new Figure("heartbeats_missed_with", with.Failures, "0"),
                new Figure("heartbeats_missed_without", without.Failures),
                new Figure("noise_sent_a_second_with", shared.Sent / Span.TotalSeconds),
                new Figure("noise_served_a_second_with", shared.Served / Span.TotalSeconds),
                new Figure("noise_refused_a_second_with", shared.Refused / Span.TotalSeconds),
                new Figure("noise_served_a_second_without", all.Served / Span.TotalSeconds));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task<(Latencies Alone, Latencies Loud, NoiseCount Noise)> MeasureAsync(
        string data, params string[] more)
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
        await Task.WhenAll(heartbeats.BeatAsync(WarmUp), noise.MakeAsync(WarmUp));
        Latencies alone = await heartbeats.BeatAsync(Span);
        Task<NoiseCount> loud = noise.MakeAsync(Span);
        Latencies beside = await heartbeats.BeatAsync(Span);
        return (alone, beside, await loud);
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
