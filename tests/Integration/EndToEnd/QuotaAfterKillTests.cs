using System.Net;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Kubesharp.Tests.Integration.EndToEnd;

/// <summary>A quota is exact while 64 clients create and delete, also after the program was killed meanwhile.</summary>
public sealed class QuotaAfterKillTests(ITestOutputHelper output)
{
    private const int Clients = 64;
    private const int Hard = 40;
    private const int Kills = 3;
    private static readonly TimeSpan BeforeKill = TimeSpan.FromSeconds(2);
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task E099_NoKillLetsMoreInThanTheQuotaNorLosesCount()
    {
        await using ServerOfTheTest server = await ServerOfTheTest.StartAsync();
        await PostAsync(server.Client, "/api/v1/namespaces", """{"metadata":{"name":"team"}}""");
        await PostAsync(
            server.Client, "/api/v1/namespaces/team/resourcequotas",
            $$$"""{"metadata":{"name":"q"},"spec":{"hard":{"count/secrets":"{{{Hard}}}"} } }""");
        int refused = 0;
        for (int kill = 0; kill <= Kills; kill++)
        {
            using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
            Task<int>[] clients =
            [
                .. Enumerable.Range(0, Clients).Select(client => WorkAsync(server.Client, client, stop.Token)),
            ];
            await Task.Delay(BeforeKill, Token);
            if (kill == Kills)
            {
                await stop.CancelAsync();
                refused += (await Task.WhenAll(clients)).Sum();
                break;
            }
            await server.KillAsync();
            refused += (await Task.WhenAll(clients)).Sum();
            await server.StartAgainAsync();
            int found = await CountAsync(server.Client);
            Assert.True(found <= Hard, $"{found} Secrets after kill {kill + 1}, {Hard} are allowed");
            // What is there counts at once: exactly the rest can be made, one by one.
            for (int more = found; more < Hard; more++)
            {
                Assert.Equal(HttpStatusCode.Created, await TryAsync(server.Client, $"rest-{kill}-{more}"));
            }
            Assert.Equal(HttpStatusCode.Forbidden, await TryAsync(server.Client, $"rest-{kill}-too-many"));
            await server.Client.DeleteAsync(
                new Uri("/api/v1/namespaces/team/secrets", UriKind.Relative), Token);
        }
        int counted = await CountAsync(server.Client);
        Assert.True(counted <= Hard, $"{counted} Secrets, {Hard} are allowed");
        string used = await server.Kubectl.UntilAsync(
            text => text == $"{counted}", "get", "resourcequota", "q", "-n", "team", "-o",
            "jsonpath={.status.used.count/secrets}");
        Assert.Equal($"{counted}", used);
        output.WriteLine($"{Kills} kills, {refused} creates refused by the quota, {counted} Secrets in the end");
        // Otherwise the quota was never reached and nothing was shown.
        Assert.True(refused > 0);
    }

    // Creates and deletes until the server dies or the test has seen enough; how many creates the quota refused.
    private static async Task<int> WorkAsync(HttpClient http, int client, CancellationToken stop)
    {
        int refused = 0;
        try
        {
            for (int turn = 0; !stop.IsCancellationRequested; turn++)
            {
                string name = $"s-{client}-{turn}";
                HttpStatusCode code = await TryAsync(http, name);
                if (code == HttpStatusCode.Forbidden)
                    refused++;
                else
                    Assert.Equal(HttpStatusCode.Created, code);
                // One in three stays until the quota refuses another, so that the limit is reached.
                if (code == HttpStatusCode.Created && turn % 3 != 0)
                    await DeleteAsync(http, name);
                else if (code == HttpStatusCode.Forbidden)
                    await DeleteAsync(http, $"s-{client}-{turn / 3 * 3}");
            }
        }
        catch (Exception exception)
            when (exception is HttpRequestException or IOException or ObjectDisposedException or TaskCanceledException)
        {
            // The server was killed.
        }
        return refused;
    }

    private static async Task DeleteAsync(HttpClient http, string name) => (await http.DeleteAsync(
        new Uri($"/api/v1/namespaces/team/secrets/{name}", UriKind.Relative), Token)).Dispose();

    private static async Task<int> CountAsync(HttpClient http)
    {
        using JsonDocument list = JsonDocument.Parse(await http.GetStringAsync(
            new Uri("/api/v1/namespaces/team/secrets", UriKind.Relative), Token));
        return list.RootElement.GetProperty("items").GetArrayLength();
    }

    private static async Task<HttpStatusCode> TryAsync(HttpClient http, string name)
    {
        using StringContent body = new(
            $$$"""{"metadata":{"name":"{{{name}}}"}}""", Encoding.UTF8, "application/json");
        using HttpResponseMessage made = await http.PostAsync(
            new Uri("/api/v1/namespaces/team/secrets", UriKind.Relative), body, Token);
        return made.StatusCode;
    }

    private static async Task PostAsync(HttpClient http, string path, string body)
    {
        using StringContent content = new(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage made = await http.PostAsync(new Uri(path, UriKind.Relative), content, Token);
        Assert.True(made.IsSuccessStatusCode, await made.Content.ReadAsStringAsync(Token));
    }
}
