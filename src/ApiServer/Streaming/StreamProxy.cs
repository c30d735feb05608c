using System.Globalization;
using System.IO.Pipelines;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.ApiServer.Replies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Kubesharp.ApiServer.Streaming;

/// <summary>
/// Passes a request on to a kubelet, a pod or a service. When the client asks for another protocol (WebSocket, SPDY)
/// and the other side agrees, the two connections are joined byte for byte and nothing here understands what they say.
/// </summary>
internal sealed class StreamProxy(ApiServer server)
{
    private const string ServerAuth = "1.3.6.1.5.5.7.3.1";
    private const int HeadBytesMax = 64 * 1024;
    private const int CopyBytes = 32 * 1024;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    // How long the other side may still answer after the client has said all it has to say.
    private static readonly TimeSpan LastWordsWait = TimeSpan.FromSeconds(5);

    // What belongs to one connection and not to the message, and what says who the client is to us.
    private static readonly HashSet<string> NotForwarded = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host", "Connection", "Keep-Alive", "Proxy-Connection", "Transfer-Encoding", "TE", "Trailer", "Upgrade",
        "Authorization", "Cookie", "Content-Length", "Impersonate-User", "Impersonate-Group", "Impersonate-Uid",
        "X-Remote-User", "X-Remote-Group", "X-Remote-Uid", "Expect", "Accept-Encoding",
    };

    public async Task RunAsync(HttpContext context, ProxyReply reply, CancellationToken cancellationToken)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken, server.Stopping);
        Stream upstream;
        try
        {
            upstream = await ConnectAsync(reply, end.Token);
        }
        catch (Exception exception) when (exception is SocketException or IOException or TimeoutException
            or System.Security.Authentication.AuthenticationException)
        {
            await RefuseAsync(context, reply, exception, cancellationToken);
            return;
        }
        await using (upstream)
        {
            bool upgrade = context.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest ?? false;
            await SendHeadAsync(context, reply, upstream, upgrade, end.Token);
            Task sending = upgrade ? Task.CompletedTask : SendBodyAsync(context, upstream, end.Token);
            ResponseHead head = await ResponseHead.ReadAsync(upstream, HeadBytesMax, end.Token);
            if (reply.IsLog && head.Code is < 200 or > 206)
            {
                await AnswerAsync(
                    context, await RefusalAsync(reply, upstream, head, end.Token), cancellationToken);
                await sending;
                return;
            }
            PageLinks? page = CopyHead(context, reply, head);
            if (head.Code == 101 && upgrade)
                await JoinAsync(context, upstream, head, end.Token);
            else
                await ResponseBody.CopyAsync(head, upstream, context.Response, CopyBytes, page, end.Token);
            await sending;
        }
    }

    // A kubelet refuses in plain text; clients of the API read a Status.
    private static async Task<Api.Meta.Status> RefusalAsync(
        ProxyReply reply, Stream upstream, ResponseHead head, CancellationToken cancellationToken)
    {
        string why = await ResponseBody.ReadTextAsync(head, upstream, CopyBytes, cancellationToken);
        string pod = reply.Target.AbsolutePath.Split('/') is [_, _, _, var name, ..] ? name : "";
        return head.Code switch
        {
            400 => Errors.StatusErrors.BadRequest(why),
            404 => Errors.StatusErrors.Of(
                404, Api.Meta.StatusReason.NotFound,
                $"the server could not find the requested resource ( pods/log {pod})",
                new()
                {
                    Name = pod, Kind = "pods/log",
                    Causes = [new() { Reason = "UnexpectedServerResponse", Message = why }],
                }),
            _ => Errors.StatusErrors.Internal(why),
        };
    }

    private async Task<Stream> ConnectAsync(ProxyReply reply, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = new(ConnectTimeout, server.Time);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(
            timeout.Token, cancellationToken);
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(reply.Target.IdnHost, reply.Target.Port, both.Token);
            NetworkStream plain = new(socket, ownsSocket: true);
            if (reply.Target.Scheme != "https")
                return plain;
            SslStream tls = new(plain);
            await tls.AuthenticateAsClientAsync(Tls(reply), both.Token);
            return tls;
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            socket.Dispose();
            throw new TimeoutException($"dial tcp {reply.Target.Authority}: i/o timeout");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private SslClientAuthenticationOptions Tls(ProxyReply reply) => new()
    {
        TargetHost = reply.Target.IdnHost,
        ClientCertificates = reply.ToKubelet && server.Options.KubeletClientCertificate is { } own ? [own()] : null,
        // Kubelets' addresses change; what counts is that our authority has signed the certificate for this node. Pods
        // and services are reached as upstream reaches them: without a check.
        RemoteCertificateValidationCallback = (_, certificate, _, _) =>
            !reply.ToKubelet || server.Options.KubeletAuthority is not { } authority
            || (certificate is X509Certificate2 shown && ServesFor(reply.NodeName, shown, authority, server.Time)),
        ApplicationProtocols = [SslApplicationProtocol.Http11],
    };

    /// <summary>Whether a certificate of the authority lets its holder answer for a node.</summary>
    internal static bool ServesFor(
        string nodeName, X509Certificate2 certificate, X509Certificate2 authority, TimeProvider time)
    {
        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = time.GetUtcNow().UtcDateTime;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuth));
        return certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false) == Users.NodePrefix + nodeName
            && chain.Build(certificate);
    }

    /// <summary>Whether a certificate of the authority lets its holder answer for the node that it names.</summary>
    internal static bool ServesForANode(
        X509Certificate2 certificate, X509Certificate2 authority, TimeProvider time) =>
        certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false) is { } name
        && name.StartsWith(Users.NodePrefix, StringComparison.Ordinal)
        && ServesFor(name[Users.NodePrefix.Length..], certificate, authority, time);

    private static async Task SendHeadAsync(
        HttpContext context, ProxyReply reply, Stream upstream, bool upgrade, CancellationToken cancellationToken)
    {
        HttpRequest request = context.Request;
        StringBuilder head = new();
        string method = reply.Method.Length > 0 ? reply.Method : request.Method;
        head.Append(method).Append(' ').Append(reply.Target.PathAndQuery).Append(" HTTP/1.1\r\n");
        head.Append("Host: ").Append(reply.Target.Authority).Append("\r\n");
        foreach ((string name, Microsoft.Extensions.Primitives.StringValues values) in request.Headers)
        {
            // Pseudo-headers of HTTP/2 begin with a colon.
            if (NotForwarded.Contains(name) || name.StartsWith(':')
                || name.StartsWith("Impersonate-Extra-", StringComparison.OrdinalIgnoreCase)
                || name.StartsWith("X-Remote-Extra-", StringComparison.OrdinalIgnoreCase))
                continue;
            foreach (string? value in values)
                head.Append(name).Append(": ").Append(value).Append("\r\n");
        }
        if (upgrade)
            head.Append("Connection: Upgrade\r\nUpgrade: ").Append(request.Headers.Upgrade.ToString()).Append("\r\n");
        else
            head.Append("Connection: close\r\n");
        if (request.ContentLength is { } length)
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {length}\r\n");
        else if (!upgrade && HasBody(context))
            head.Append("Transfer-Encoding: chunked\r\n");
        head.Append("\r\n");
        await upstream.WriteAsync(Encoding.Latin1.GetBytes(head.ToString()), cancellationToken);
        await upstream.FlushAsync(cancellationToken);
    }

    private static bool HasBody(HttpContext context) =>
        context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? false;

    private static async Task SendBodyAsync(HttpContext context, Stream upstream, CancellationToken cancellationToken)
    {
        if (!HasBody(context))
            return;
        bool chunked = context.Request.ContentLength is null;
        byte[] buffer = new byte[CopyBytes];
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (chunked)
                await upstream.WriteAsync(Encoding.ASCII.GetBytes($"{read:x}\r\n"), cancellationToken);
            await upstream.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            if (chunked)
                await upstream.WriteAsync("\r\n"u8.ToArray(), cancellationToken);
            await upstream.FlushAsync(cancellationToken);
        }
        if (chunked)
            await upstream.WriteAsync("0\r\n\r\n"u8.ToArray(), cancellationToken);
    }

    // What is returned, if anything, must change the body.
    private static PageLinks? CopyHead(HttpContext context, ProxyReply reply, ResponseHead head)
    {
        HttpResponse response = context.Response;
        response.StatusCode = head.Code;
        ProxiedLinks? links = reply.PathPrefix.Length > 0
            ? new(reply.PathPrefix, reply.Target.Authority, context.Request.Host.Value ?? "")
            : null;
        bool isPage = links is not null && head.Code != 101 && head.Header("Content-Encoding") is null
            && head.Header("Content-Type")?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true
            && !HttpMethods.IsHead(context.Request.Method);
        foreach ((string name, string value) in head.Headers)
        {
            if (name.Equals("Connection", StringComparison.OrdinalIgnoreCase)
                || name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase)
                || name.Equals("Keep-Alive", StringComparison.OrdinalIgnoreCase)
                || (isPage && name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
                || (name.Equals("Upgrade", StringComparison.OrdinalIgnoreCase) && head.Code != 101))
            {
                continue;
            }
            response.Headers.Append(
                name, links is not null && name.Equals("Location", StringComparison.OrdinalIgnoreCase)
                    ? links.Rewrite(value) : value);
        }
        return isPage ? new PageLinks(links!) : null;
    }

    // Ends when both directions have ended, or one of them failed: half a stream may still carry the answer.
    private async Task JoinAsync(
        HttpContext context, Stream upstream, ResponseHead head, CancellationToken cancellationToken)
    {
        IHttpUpgradeFeature feature = context.Features.GetRequiredFeature<IHttpUpgradeFeature>();
        await using Stream client = await feature.UpgradeAsync();
        if (head.Rest.Length > 0)
        {
            await client.WriteAsync(head.Rest, cancellationToken);
            await client.FlushAsync(cancellationToken);
        }
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task down = PumpAsync(upstream, client, end.Token);
        Task up = PumpAsync(client, upstream, end.Token);
        // What the server has to say ends the exchange; a client that is done may still listen.
        await Task.WhenAny(down, up);
        if (!down.IsCompleted)
            await Task.WhenAny(down, Task.Delay(LastWordsWait, server.Time, cancellationToken));
        await end.CancelAsync();
        await Task.WhenAll(down, up);
    }

    private static async Task PumpAsync(Stream from, Stream to, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[CopyBytes];
        try
        {
            int read;
            while ((read = await from.ReadAsync(buffer, cancellationToken)) > 0)
            {
                await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                await to.FlushAsync(cancellationToken);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException
            or ObjectDisposedException)
        {
            // One side is gone; the other is told by the end of its stream.
        }
    }

    private static async Task RefuseAsync(
        HttpContext context, ProxyReply reply, Exception exception, CancellationToken cancellationToken)
    {
        Api.Meta.Status status = reply.ToKubelet
            ? Errors.StatusErrors.Internal($"error dialing backend: {exception.Message}")
            : Errors.StatusErrors.ServiceUnavailable($"error trying to reach service: {exception.Message}");
        await AnswerAsync(context, status, cancellationToken);
    }

    private static async Task AnswerAsync(
        HttpContext context, Api.Meta.Status status, CancellationToken cancellationToken)
    {
        context.Response.StatusCode = status.Code;
        context.Response.ContentType = "application/json";
        PipeWriter output = context.Response.BodyWriter;
        Api.ApiJson.Write(status, output);
        await output.FlushAsync(cancellationToken);
    }
}
