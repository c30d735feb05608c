using Kubesharp.Kubelet.PodWorkers;
using Microsoft.AspNetCore.Http;

namespace Kubesharp.Kubelet.Streaming;

/// <summary>The kubelet's paths, as API servers and monitoring have always called them.</summary>
internal sealed class KubeletRoutes(NodeContext node, PodWorkerPool pool, Usage.UsageSampler sampler)
{
    private readonly CallerCheck callers = new(node);
    private readonly ContainerLogs logs = new(node);
    private readonly NodeReports reports = new(node, pool, sampler);
    private readonly ContainerStreams streams = new(node, pool);
    private readonly ContainerCommands commands = new(node, pool);

    public async Task HandleAsync(HttpContext context)
    {
        CancellationToken cancellationToken = context.RequestAborted;
        string[] path = context.Request.Path.Value?.Split('/', StringSplitOptions.RemoveEmptyEntries) ?? [];
        string first = path.Length > 0 ? path[0] : "";
        try
        {
            if (await callers.RefusalOfAsync(context, RightsFor(first), cancellationToken) is { } refusal)
                await RefuseAsync(context, refusal.Code, refusal.Message);
            else
                await RouteAsync(context, path, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            context.Abort(); // The caller went.
        }
        catch (Exception exception) when (exception is IOException or SetupException)
        {
            if (!context.Response.HasStarted)
                await RefuseAsync(context, StatusCodes.Status500InternalServerError, exception.Message);
            else
                context.Abort();
        }
    }

    // Subresources of nodes, one of which is enough: who may do all may do each, and the narrower rights (KEP-2862)
    // suffice for what they name.
    private static string[] RightsFor(string first) => first switch
    {
        "stats" or "metrics" or "checkpoint" => [first],
        "logs" => ["log"],
        "pods" or "runningpods" => ["pods", "proxy"],
        "configz" or "healthz" => [first, "proxy"],
        _ => ["proxy"],
    };

    private Task RouteAsync(HttpContext context, string[] path, CancellationToken cancellationToken)
    {
        string[] allowed = path switch
        {
            ["run" or "checkpoint", ..] => [HttpMethods.Post],
            ["exec" or "attach" or "portForward", ..] => [HttpMethods.Get, HttpMethods.Post],
            _ => [HttpMethods.Get],
        };
        if (!allowed.Contains(context.Request.Method))
        {
            context.Response.Headers.Allow = string.Join(", ", allowed);
            return RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, "Method Not Allowed");
        }
        return path switch
        {
            ["containerLogs", var ns, var pod, var container] =>
                LogsAsync(context, ns, pod, container, cancellationToken),
            ["exec", var ns, var pod, var container] =>
                streams.ExecAsync(context, ns, pod, "", container, cancellationToken),
            ["exec", var ns, var pod, var uid, var container] =>
                streams.ExecAsync(context, ns, pod, uid, container, cancellationToken),
            ["attach", var ns, var pod, var container] =>
                streams.AttachAsync(context, ns, pod, "", container, cancellationToken),
            ["attach", var ns, var pod, var uid, var container] =>
                streams.AttachAsync(context, ns, pod, uid, container, cancellationToken),
            ["portForward", var ns, var pod] => streams.PortForwardAsync(context, ns, pod, "", cancellationToken),
            ["portForward", var ns, var pod, var uid] =>
                streams.PortForwardAsync(context, ns, pod, uid, cancellationToken),
            ["run", var ns, var pod, var container] =>
                commands.RunAsync(context, ns, pod, container, cancellationToken),
            ["run", var ns, var pod, _, var container] =>
                commands.RunAsync(context, ns, pod, container, cancellationToken),
            ["checkpoint", var ns, var pod, var container] =>
                commands.CheckpointAsync(context, ns, pod, container, cancellationToken),
            ["logs", .. var file] => NodeLogs.WriteAsync(context, file, cancellationToken),
            _ => ReportAsync(context, path, cancellationToken),
        };
    }

    private Task ReportAsync(HttpContext context, string[] path, CancellationToken cancellationToken) => path switch
    {
        ["pods"] => reports.PodsAsync(context, cancellationToken),
        ["runningpods"] => reports.RunningPodsAsync(context, cancellationToken),
        ["healthz"] => context.Response.WriteAsync(
            context.Request.Query.ContainsKey("verbose")
                ? "[+]ping ok\n[+]log ok\n[+]syncloop ok\nhealthz check passed\n" : "ok", cancellationToken),
        ["healthz", "ping" or "log" or "syncloop"] => context.Response.WriteAsync("ok", cancellationToken),
        ["configz"] => reports.ConfigurationAsync(context, cancellationToken),
        ["metrics", "resource"] => reports.ResourceAsync(context, cancellationToken),
        ["metrics", "cadvisor"] => reports.CadvisorAsync(context, cancellationToken),
        ["metrics", "probes"] => reports.ProbesAsync(context, cancellationToken),
        ["metrics"] => reports.MetricsAsync(context, cancellationToken),
        ["stats", "summary"] => reports.SummaryAsync(context, cancellationToken),
        _ => RefuseAsync(context, StatusCodes.Status404NotFound, "404 page not found"),
    };

    private async Task LogsAsync(
        HttpContext context, string namespaceName, string name, string container, CancellationToken cancellationToken)
    {
        if (pool.Find(namespaceName, name) is not { } pod)
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, $"pod \"{name}\" does not exist");
            return;
        }
        await logs.WriteAsync(context, pod, container, cancellationToken);
    }

    internal static Task RefuseAsync(HttpContext context, int code, string message)
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(message, context.RequestAborted);
    }
}
