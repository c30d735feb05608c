using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Kubesharp.ApiServer.Webhooks;

/// <summary>
/// Sends reviews to a server elsewhere. A server that is overloaded or broken for a moment (429, 5xx) is asked again,
/// up to five times in all, while there is time. Safe from any thread; connections that are idle close by themselves.
/// </summary>
internal sealed class WebhookClient
{
    private const int TriesMax = 5;
    private const int AnswerBytesMax = 1024 * 1024;
    private const double PauseGrowth = 1.5;
    // Upstream's first pause.
    private static readonly TimeSpan PauseFirst = TimeSpan.FromMilliseconds(500);

    private readonly WebhookConnection connection;
    private readonly TimeProvider time;
    private readonly HttpClient client;

    public WebhookClient(WebhookConnection connection, TimeProvider time)
    {
        this.connection = connection;
        this.time = time;
        client = OutgoingTls.Client(connection);
        client.MaxResponseContentBufferSize = AnswerBytesMax;
    }

    /// <summary>Posts JSON and returns the body of a successful answer.</summary>
    public async Task<WebhookAnswer> PostAsync(
        ReadOnlyMemory<byte> json, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using CancellationTokenSource expiry = new(timeout, time);
        using CancellationTokenSource both =
            CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, expiry.Token);
        TimeSpan pause = PauseFirst;
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                (HttpStatusCode code, byte[] body) = await SendAsync(json, both.Token);
                if ((int)code is >= 200 and < 300)
                    return new(body, "");
                bool again = (int)code >= 500 || code == HttpStatusCode.TooManyRequests;
                if (!again || attempt == TriesMax)
                    return new(null, $"{connection.Server} answered {(int)code}");
                await Task.Delay(pause, time, both.Token);
                pause *= PauseGrowth;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return new(null, $"{connection.Server} did not answer within {timeout.TotalSeconds} s");
            }
            catch (Exception exception)
                when (exception is HttpRequestException or IOException or UnauthorizedAccessException)
            {
                return new(null, $"{connection.Server} cannot be reached: {exception.Message}");
            }
        }
    }

    private async Task<(HttpStatusCode Code, byte[] Body)> SendAsync(
        ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        using HttpRequestMessage message = new(HttpMethod.Post, connection.Server);
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        message.Headers.Authorization = await AuthorizationAsync(cancellationToken);
        if (connection.TlsServerName.Length > 0)
            message.Headers.Host = connection.TlsServerName;
        message.Content = new ReadOnlyMemoryContent(json);
        message.Content.Headers.ContentType = new("application/json");
        using HttpResponseMessage response = await client.SendAsync(message, cancellationToken);
        return (response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    private async ValueTask<AuthenticationHeaderValue?> AuthorizationAsync(CancellationToken cancellationToken)
    {
        if (connection.Username.Length > 0)
        {
            return new("Basic", Convert.ToBase64String(
                Encoding.UTF8.GetBytes($"{connection.Username}:{connection.Password}")));
        }
        // The file wins, and is read each time: whoever keeps it may renew it at any moment.
        string token = connection.TokenFile.Length > 0
            ? (await File.ReadAllTextAsync(connection.TokenFile, cancellationToken)).Trim()
            : connection.Token;
        return token.Length > 0 ? new("Bearer", token) : null;
    }
}
