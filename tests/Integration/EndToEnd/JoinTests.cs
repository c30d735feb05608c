using System.Diagnostics;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Xunit;

namespace Kubesharp.Tests.Integration.EndToEnd;

/// <summary>
/// A machine joins with a token: its own process, a real runtime, certificates that the server signs.
/// </summary>
[Collection(JoinCollection.Name)]
public sealed class JoinTests(JoinCluster cluster)
{
    [Fact]
    public async Task A_machine_joins_with_a_token_and_its_certificates_are_renewed_while_it_runs()
    {
        Kubectl kubectl = cluster.Kubectl;
        if (NodeCluster.MissingOnThisMachine() is { Length: > 0 } missing)
            Assert.Skip(missing);
        string data = cluster.Scratch("n");
        string token = (await JoinCluster.RunAsync("token", "create", "--data-dir", cluster.Data)).Succeeded().Trim();
        using Process agent = cluster.StartAgent(
            "--server", cluster.Url, "--token", token, "--data-dir", data, "--node-name", "n1");
        try
        {
            await kubectl.UntilAsync(
                static text => text == "True", "get", "node", "n1", "-o",
                "jsonpath={.status.conditions[?(@.type=='Ready')].status}");
            // The server reaches the kubelet: it shows a certificate for this node, and believes the server's.
            await kubectl.UntilAsync(
                static text => text == "ok", "get", "--raw", "/api/v1/nodes/n1/proxy/healthz");
            string metrics = await kubectl.RunAsync("get", "--raw", "/api/v1/nodes/n1/proxy/metrics");
            Assert.Contains("kubelet_certificate_manager_client_ttl_seconds ", metrics, StringComparison.Ordinal);
            Assert.Contains("kubelet_certificate_manager_server_ttl_seconds ", metrics, StringComparison.Ordinal);
            Assert.Contains(
                "kubelet_certificate_manager_client_expiration_renew_errors 0\n", metrics, StringComparison.Ordinal);

            string client = Path.Combine(data, "node/pki/kubelet-client-current.pem");
            string serving = Path.Combine(data, "node/pki/kubelet-server-current.pem");
            (string firstClient, string firstServing) = (SerialOf(client), SerialOf(serving));
            // The node asks for itself, twice each: the first ones it was given when it joined.
            await kubectl.UntilAsync(
                static text => Issued(text, "kubernetes.io/kubelet-serving") >= 2
                    && Issued(text, "kubernetes.io/kube-apiserver-client-kubelet") >= 1,
                "get", "csr", "-o", "json");
            // Written a moment after they were signed.
            while (SerialOf(client) == firstClient || SerialOf(serving) == firstServing)
                await Task.Delay(50, TestContext.Current.CancellationToken);
            Assert.Equal("ok", await kubectl.RunAsync("get", "--raw", "/api/v1/nodes/n1/proxy/healthz"));
            Assert.Contains(
                "system:node:n1", await new Kubectl(Path.Combine(data, "agent.kubeconfig")).RunAsync("auth", "whoami"),
                StringComparison.Ordinal);

            // Started again it needs no token, and nothing of the server but what it has.
            await JoinCluster.StopAsync(agent);
            using Process again = cluster.StartAgent("--data-dir", data, "--node-name", "n1");
            try
            {
                await kubectl.UntilAsync(
                    static text => text == "ok", "get", "--raw", "/api/v1/nodes/n1/proxy/healthz");
                Assert.False(again.HasExited);
            }
            finally
            {
                await JoinCluster.StopAsync(again);
            }
        }
        finally
        {
            if (!agent.HasExited)
                await JoinCluster.StopAsync(agent);
            (await JoinCluster.RunAsync("agent", "remove", "--data-dir", data)).Succeeded();
        }
        await kubectl.RunAsync("delete", "node", "n1");

        // What is secret is in no line that server or node wrote.
        string secret = token.Split('.')[1].Split('@')[0];
        Assert.Contains(token.Split('.')[0], cluster.Log, StringComparison.Ordinal); // The id may be known.
        Assert.DoesNotContain(secret, cluster.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE KEY", cluster.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_a_token_but_knows_another_authority_does_not_join()
    {
        _ = cluster.Kubectl;
        if (NodeCluster.MissingOnThisMachine() is { Length: > 0 } missing)
            Assert.Skip(missing);
        string token = (await JoinCluster.RunAsync("token", "create", "--data-dir", cluster.Data)).Succeeded().Trim();
        string other = token[..token.IndexOf("sha256:", StringComparison.Ordinal)] + "sha256:" + new string('0', 64);
        CommandResult refused = await JoinCluster.RunAsync(
            "agent", "--server", cluster.Url, "--token", other, "--data-dir", cluster.Scratch("x"));
        Assert.Contains("the authority of https://127.0.0.1", refused.Failed(), StringComparison.Ordinal);
        Assert.DoesNotContain(token[7..23], refused.Error, StringComparison.Ordinal);

        string bare = token[..23];
        refused = await JoinCluster.RunAsync(
            "agent", "--server", cluster.Url, "--token", bare, "--data-dir", cluster.Scratch("x"));
        Assert.Contains(
            "--token says nothing about the cluster's authority", refused.Failed(), StringComparison.Ordinal);
        refused = await JoinCluster.RunAsync(
            "agent", "--server", cluster.Url, "--token", bare + "!", "--data-dir", cluster.Scratch("x"));
        Assert.Contains("--token: must look like", refused.Failed(), StringComparison.Ordinal);
        Assert.DoesNotContain(bare[7..], refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tokens_are_made_listed_and_deleted()
    {
        Kubectl kubectl = cluster.Kubectl;
        string token = "joined.0123456789abcdef";
        string join = (await JoinCluster.RunAsync(
            "token", "create", token, "--data-dir", cluster.Data, "--ttl", "2h", "--description", "rack 7",
            "--print-join-command")).Succeeded();
        Assert.Matches($"^kubesharp agent --server {cluster.Url} --token {token}@sha256:[0-9a-f]{{64}}\n$", join);
        Assert.Contains(
            "there is a token joined already",
            (await JoinCluster.RunAsync("token", "create", token, "--data-dir", cluster.Data)).Failed(),
            StringComparison.Ordinal);
        Assert.Contains(
            "must look like",
            (await JoinCluster.RunAsync("token", "create", "nonsense", "--data-dir", cluster.Data)).Failed(),
            StringComparison.Ordinal);
        string list = (await JoinCluster.RunAsync("token", "list", "--data-dir", cluster.Data)).Succeeded();
        Assert.Matches($"{token}   (119m|2h) +.*authentication,signing +rack 7 +system:bootstrappers:kubeadm:", list);
        using JsonDocument json = JsonDocument.Parse(
            (await JoinCluster.RunAsync("token", "list", "--data-dir", cluster.Data, "-o", "json")).Succeeded());
        Assert.Contains(json.RootElement.EnumerateArray(), one => one.GetProperty("token").GetString() == token);

        // Strangers may read who the cluster is, signed with the token, and nothing beside it.
        string signature = await kubectl.UntilAsync(
            static text => text.Length > 0, "get", "configmap", "-n", "kube-public", "cluster-info", "-o",
            "jsonpath={.data.jws-kubeconfig-joined}");
        Assert.StartsWith("eyJhbGciOiJIUzI1NiIsImtpZCI6ImpvaW5lZCJ9..", signature, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await AsStrangerAsync("kube-public/configmaps/cluster-info"));
        Assert.Equal(HttpStatusCode.Forbidden, await AsStrangerAsync("kube-public/configmaps/kube-root-ca.crt"));
        Assert.Equal(HttpStatusCode.Forbidden, await AsStrangerAsync("kube-public/configmaps"));
        Assert.Equal(HttpStatusCode.Forbidden, await AsStrangerAsync("kube-system/secrets"));

        (await JoinCluster.RunAsync("token", "delete", "joined", "--data-dir", cluster.Data)).Succeeded();
        Assert.Contains(
            "there is no token joined",
            (await JoinCluster.RunAsync("token", "delete", token, "--data-dir", cluster.Data)).Failed(),
            StringComparison.Ordinal);
        await kubectl.UntilAsync(
            static text => text.Length == 0, "get", "configmap", "-n", "kube-public", "cluster-info", "-o",
            "jsonpath={.data.jws-kubeconfig-joined}");

        async Task<HttpStatusCode> AsStrangerAsync(string path)
        {
            using HttpClient stranger = new(new SocketsHttpHandler
            {
                SslOptions = { RemoteCertificateValidationCallback = static (_, _, _, _) => true },
            });
            using HttpResponseMessage answer = await stranger.GetAsync(
                new Uri($"{cluster.Url}/api/v1/namespaces/{path}"), TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task The_servers_certificates_are_listed_and_renewed_without_a_restart()
    {
        Kubectl kubectl = cluster.Kubectl;
        string list = (await JoinCluster.RunAsync("certificates", "--data-dir", cluster.Data)).Succeeded();
        Assert.Matches("\nkube-apiserver +20[0-9-]+T[0-9:]+Z +364d +20", list);
        string before = await MetricAsync();
        string serving = Path.Combine(cluster.Data, "server/pki/server.crt"), first = File.ReadAllText(serving);
        // The metric counts seconds.
        await Task.Delay(TimeSpan.FromSeconds(1.1), TestContext.Current.CancellationToken);
        Assert.Contains(
            "certificate kube-apiserver renewed, valid until ",
            (await JoinCluster.RunAsync("certificates", "renew", "--data-dir", cluster.Data)).Succeeded(),
            StringComparison.Ordinal);
        Assert.NotEqual(first, File.ReadAllText(serving));
        // The server sees the new files by itself; the administrator's new kubeconfig works at once.
        await kubectl.UntilAsync(text => MetricOf(text) != before, "get", "--raw", "/metrics");
        Assert.Contains(
            "there is no certificate \"nonsense\" to renew; there are kube-apiserver, ",
            (await JoinCluster.RunAsync("certificates", "renew", "nonsense", "--data-dir", cluster.Data)).Failed(),
            StringComparison.Ordinal);

        async Task<string> MetricAsync() => MetricOf(await kubectl.RunAsync("get", "--raw", "/metrics"));

        static string MetricOf(string metrics) => metrics.Split('\n').Single(static line => line.StartsWith(
            "kubesharp_certificate_expiration_seconds{name=\"kube-apiserver\"}", StringComparison.Ordinal));
    }

    private static int Issued(string list, string signer)
    {
        using JsonDocument json = JsonDocument.Parse(list);
        return json.RootElement.GetProperty("items").EnumerateArray().Count(request =>
            request.GetProperty("spec").GetProperty("signerName").GetString() == signer
            && request.GetProperty("spec").GetProperty("username").GetString() == "system:node:n1"
            && request.GetProperty("status").TryGetProperty("certificate", out _));
    }

    private static string SerialOf(string file)
    {
        using X509Certificate2 certificate = X509Certificate2.CreateFromPem(File.ReadAllText(file));
        return certificate.SerialNumber;
    }
}
