using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Kubesharp.Api.Core;
using Kubesharp.ApiServer.Streaming;
using Kubesharp.ApiServer.Subresources;

namespace Kubesharp.ApiServer.MetricsApi;

/// <summary>
/// Asks kubelets what their nodes use, when somebody wants to know; an answer serves for some seconds, so that many who
/// ask at once cost one question. A node that does not answer has no metrics.
/// </summary>
/// <remarks>Safe from any thread; the lock guards <c>answers</c>.</remarks>
internal sealed class KubeletSummaries(ApiServer server) : IDisposable
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    // A full node of 250 Pods says about 200 KiB.
    private const int BytesMax = 16 << 20;
    private const int AtOnceMax = 32;

    private readonly Lock gate = new();
    private readonly Dictionary<string, (long At, Task<NodeUse> Answer)> answers = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim atOnce = new(AtOnceMax, AtOnceMax);
    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        SslOptions = new SslClientAuthenticationOptions
        {
            // Asked for each connection: the certificate is renewed while the server runs.
            LocalCertificateSelectionCallback = (_, _, _, _, _) => server.Options.KubeletClientCertificate?.Invoke()!,
            RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                server.Options.KubeletAuthority is not { } authority
                || (certificate is X509Certificate2 shown && StreamProxy.ServesForANode(shown, authority, server.Time)),
        },
    })
    {
        Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = BytesMax,
    };

    public Task<NodeUse> OfAsync(Node node, CancellationToken cancellationToken)
    {
        if (ConnectSubresources.AddressOf(node) is not { } address)
            return Task.FromResult(NodeUse.None);
        Task<NodeUse> answer;
        lock (gate)
        {
            if (answers.TryGetValue(address, out (long At, Task<NodeUse> Answer) known)
                && server.Time.GetElapsedTime(known.At) < FreshFor)
            {
                answer = known.Answer;
            }
            else
            {
                answer = AskAsync(address);
                answers[address] = (server.Time.GetTimestamp(), answer);
            }
        }
        return answer.WaitAsync(cancellationToken);
    }

    // Not the caller's token: others may wait for the same answer.
    private async Task<NodeUse> AskAsync(string address)
    {
        using CancellationTokenSource timer = new(Patience, server.Time);
        using CancellationTokenSource end =
            CancellationTokenSource.CreateLinkedTokenSource(timer.Token, server.Stopping);
        try
        {
            await atOnce.WaitAsync(end.Token);
            try
            {
                Uri path = new($"https://{address}/stats/summary?only_cpu_and_memory=true");
                using HttpResponseMessage response = await http.GetAsync(path, end.Token);
                return response.IsSuccessStatusCode
                    ? NodeUse.Parse(await response.Content.ReadAsByteArrayAsync(end.Token))
                    : NodeUse.None;
            }
            finally
            {
                atOnce.Release();
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or IOException
            || (exception is OperationCanceledException && end.IsCancellationRequested))
        {
            return NodeUse.None;
        }
    }

    public void Dispose()
    {
        http.Dispose();
        atOnce.Dispose();
    }
}
