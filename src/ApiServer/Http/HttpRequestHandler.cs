using System.Buffers;
using System.Buffers.Text;
using System.IO.Pipelines;
using System.Text;
using Kubesharp.Api;
using Kubesharp.Api.Meta;
using Kubesharp.ApiServer.Audit;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.ApiServer.Errors;
using Kubesharp.ApiServer.FlowControl;
using Kubesharp.ApiServer.Metrics;
using Kubesharp.ApiServer.Replies;
using Kubesharp.ApiServer.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Kubesharp.ApiServer.Http;

/// <summary>Turns an HTTP exchange into a call of the pipeline and its reply into bytes.</summary>
internal sealed class HttpRequestHandler(ApiServer server)
{
    private const int AuditIdLengthMax = 256;

    private readonly ReplyWriter writer = new(server);
    private readonly Streaming.StreamProxy proxy = new(server);

    public async Task HandleAsync(HttpContext context)
    {
        CancellationToken aborted = context.RequestAborted;
        long started = server.Time.GetTimestamp();
        ServerRequest request = Read(context);
        IHeaderDictionary headers = context.Response.Headers;
        string auditId = AuditId(context.Request);
        headers["Audit-Id"] = auditId;
        headers.CacheControl = "no-cache, private";
        RequestMetrics.InFlight inFlight = server.Metrics.Begin(request.Info);
        Reply? reply = null;
        try
        {
            reply = await AnswerInTimeAsync(context, request, auditId, aborted);
            foreach (string warning in WarningHeaders.Of(request.Warnings))
                headers.Append("Warning", warning);
            // A watch needs its seat to get started; then it waits for hours and holds nobody up.
            if (reply is WatchReply)
                request.Seat?.Dispose();
            if (reply is WatchReply or ProxyReply)
                request.Audit?.Write(AuditStage.ResponseStarted, reply.Code, reply);
            if (reply is ProxyReply toProxy)
                await proxy.RunAsync(context, toProxy, aborted);
            else
                await writer.WriteAsync(context, request, reply, aborted);
        }
        catch (OperationCanceledException) when (aborted.IsCancellationRequested)
        {
            // The client went away: nobody to answer.
        }
        catch (IOException) when (aborted.IsCancellationRequested)
        {
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            server.LogFailure($"{context.Request.Method} {context.Request.Path}", exception);
            reply = new StatusReply(StatusErrors.Internal(exception.Message));
            request.Audit?.Write(AuditStage.Panic, reply.Code, reply);
            await writer.WriteAsync(context, request, reply, aborted);
        }
        finally
        {
            request.Seat?.Dispose();
            request.Audit?.Write(AuditStage.ResponseComplete, reply?.Code ?? 0, reply);
            inFlight.End(reply?.Code ?? 0, server.Time.GetElapsedTime(started));
        }
    }

    // A watch, a log or an exec may take as long as it likes; whatever else is not answered after a minute is not going
    // to be, and its client would rather know.
    private async Task<Reply> AnswerInTimeAsync(
        HttpContext context, ServerRequest request, string auditId, CancellationToken aborted)
    {
        if (LongRunning.Is(request.Info))
            return await AnswerAsync(context, request, auditId, aborted);
        (TimeSpan limit, Status? error) = LongRunning.TimeoutOf(request.Query, server.Options.RequestTimeout);
        if (error is not null)
            return new StatusReply(error);
        using CancellationTokenSource timeout = new(limit, server.Time);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(aborted, timeout.Token);
        try
        {
            return await AnswerAsync(context, request, auditId, both.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !aborted.IsCancellationRequested)
        {
            return new StatusReply(StatusErrors.Timeout("request did not complete within the allotted timeout"));
        }
    }

    private async Task<Reply> AnswerAsync(
        HttpContext context, ServerRequest request, string auditId, CancellationToken aborted)
    {
        Status? unknown = await server.Pipeline.AuthenticateAsync(Credentials(context), request, aborted);
        request.Audit = server.Options.Audit?.Begin(request, auditId, TargetOf(context), SourcesOf(context));
        if (unknown is not null)
            return new StatusReply(unknown);
        if (await server.Pipeline.ImpersonateAsync(request, context.Request.Headers, aborted) is { } refused)
            return new StatusReply(refused);
        if (await EnterAsync(context, request, aborted) is { } later)
            return new StatusReply(later);
        if (await server.Pipeline.AuthorizeAsync(request, aborted) is { } forbidden)
            return new StatusReply(forbidden);
        // Before anything is written: who cannot read the answer must not have changed anything.
        if (ReplyWriter.Unacceptable(request) is { } unacceptable)
            return new StatusReply(unacceptable);
        if (HasBody(context))
        {
            (RequestBody? body, Status? error) = await ReadBodyAsync(context, aborted);
            if (body is null)
                return new StatusReply(error!);
            request.Body = body;
        }
        return await server.Pipeline.ExecuteAsync(request, aborted);
    }

    private static string TargetOf(HttpContext context) =>
        context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? context.Request.Path.ToString();

    // Whom proxies name, then who is at the other end of the connection.
    private static IReadOnlyList<string> SourcesOf(HttpContext context)
    {
        List<string> sources = [.. context.Request.Headers["X-Forwarded-For"].ToString()
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        if (context.Connection.RemoteIpAddress is { } remote)
            sources.Add((remote.IsIPv4MappedToIPv6 ? remote.MapToIPv4() : remote).ToString());
        return sources;
    }

    // Waits until the request may run; the headers say which flow it was taken for.
    private async ValueTask<Status?> EnterAsync(HttpContext context, ServerRequest request, CancellationToken aborted)
    {
        if (server.Flow is not { } flow || !FlowController.IsGated(request.Info))
            return null;
        FlowPass pass = await flow.EnterAsync(request, aborted);
        request.Seat = pass;
        context.Response.Headers["X-Kubernetes-PF-FlowSchema-UID"] = pass.Schema.Metadata.Uid;
        context.Response.Headers["X-Kubernetes-PF-PriorityLevel-UID"] = pass.LevelUid;
        return pass.Refusal == FlowRefusal.None
            ? null
            : StatusErrors.TooManyRequests("too many requests, please try again later", retryAfterSeconds: 1);
    }

    private static ServerRequest Read(HttpContext context)
    {
        HttpRequest http = context.Request;
        QueryValues query = QueryValues.Parse(http.QueryString.Value ?? "");
        RequestInfo info = RequestInfoResolver.Resolve(http.Method, http.Path.Value ?? "/", query);
        (Api.Transport.ApiRequest options, Status? error) = RequestOptions.Read(info, query);
        return new()
        {
            Info = info,
            Options = options,
            OptionsError = error,
            Query = query,
            Method = http.Method,
            Host = http.Host.Value ?? "",
            Accept = http.Headers.Accept.ToString(),
            UserAgent = http.Headers.UserAgent.ToString(),
            IfNoneMatch = http.Headers.IfNoneMatch.ToString(),
            ContentType = http.ContentType ?? "",
            IsUpgrade = context.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest ?? false,
            IsWebSocket = WebSocketWatch.IsRequested(context),
        };
    }

    private static AuthenticationRequest Credentials(HttpContext context)
    {
        const string bearer = "Bearer ";
        string authorization = context.Request.Headers.Authorization.ToString();
        string token = authorization.StartsWith(bearer, StringComparison.OrdinalIgnoreCase)
            ? authorization[bearer.Length..].Trim()
            : "";
        return new()
        {
            ClientCertificate = context.Connection.ClientCertificate,
            BearerToken = token.Length > 0 ? token : WebSocketToken(context.Request),
            Path = context.Request.Path.Value ?? "/",
            HasOtherAuthorization = authorization.Length > 0 && token.Length == 0,
        };
    }

    // Browsers cannot set headers on a WebSocket: the token travels as a subprotocol.
    private static string WebSocketToken(HttpRequest request)
    {
        const string prefix = "base64url.bearer.authorization.k8s.io.";
        foreach (string protocol in request.Headers.SecWebSocketProtocol.ToString().Split(','))
        {
            string trimmed = protocol.Trim();
            if (!trimmed.StartsWith(prefix, StringComparison.Ordinal))
                continue;
            try
            {
                return System.Text.Encoding.UTF8.GetString(Base64Url.DecodeFromChars(trimmed.AsSpan(prefix.Length)));
            }
            catch (FormatException)
            {
                return "";
            }
        }
        return "";
    }

    private static bool HasBody(HttpContext context) =>
        context.Request.Method is "POST" or "PUT" or "PATCH" or "DELETE"
        && context.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest != true
        && (context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? true);

    private static async Task<(RequestBody? Body, Status? Error)> ReadBodyAsync(
        HttpContext context, CancellationToken cancellationToken)
    {
        if (context.Request.ContentLength > Limits.RequestBodyBytesMax)
            return (null, StatusErrors.BodyTooLarge(Limits.RequestBodyBytesMax));
        PipeReader reader = context.Request.BodyReader;
        while (true)
        {
            ReadResult result = await reader.ReadAsync(cancellationToken);
            if (result.Buffer.Length > Limits.RequestBodyBytesMax)
                return (null, StatusErrors.BodyTooLarge(Limits.RequestBodyBytesMax));
            if (result.IsCompleted)
            {
                RequestBody body = new(result.Buffer.ToArray(), context.Request.ContentType ?? "", null);
                reader.AdvanceTo(result.Buffer.End);
                return (body, null);
            }
            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    // A client may choose the id, so that it finds its request in the audit log; what no header can carry is replaced.
    private string AuditId(HttpRequest request)
    {
        string given = request.Headers["Audit-ID"].ToString();
        return given.Length is > 0 and <= AuditIdLengthMax && Ascii.IsValid(given) ? given : server.Entropy.NewUid();
    }
}
