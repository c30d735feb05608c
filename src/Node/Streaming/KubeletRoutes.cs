using System.Globalization;
using Kubesharp.Api.Core;
using Kubesharp.Kubelet.Cri;
using Kubesharp.Kubelet.PodWorkers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Kubesharp.Kubelet.Streaming;

/// <summary>The kubelet's paths, as API servers and monitoring have always called them.</summary>
internal sealed class KubeletRoutes(NodeContext node, PodWorkerPool pool, Usage.UsageSampler sampler)
{
    // Who attaches this soon after the start wants to see all of it: "kubectl run -it" of a short command.
    private static readonly TimeSpan Young = TimeSpan.FromSeconds(5);

    private readonly CallerCheck callers = new(node);
    private readonly StreamTunnel tunnel = new();
    private readonly ContainerLogs logs = new(node);
    private readonly NodeReports reports = new(node, pool, sampler);

    public async Task HandleAsync(HttpContext context)
    {
        CancellationToken cancellationToken = context.RequestAborted;
        string[] path = context.Request.Path.Value?.Split('/', StringSplitOptions.RemoveEmptyEntries) ?? [];
        string first = path.Length > 0 ? path[0] : "";
        try
        {
            // Who may do all may do each; the narrower rights (KEP-2862) are enough for what they name.
            string[] rights = first switch
            {
                "stats" or "metrics" => [first],
                "pods" or "configz" or "healthz" => [first, "proxy"],
                _ => ["proxy"],
            };
            await RefusalOrAsync(context, rights, () => RouteAsync(context, path, cancellationToken));
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

    private async Task RefusalOrAsync(HttpContext context, IReadOnlyList<string> rights, Func<Task> serve)
    {
        int refusal = await callers.RefuseAsync(context, rights, context.RequestAborted);
        if (refusal != 0)
            await RefuseAsync(
                context, refusal, refusal == StatusCodes.Status401Unauthorized ? "Unauthorized" : "Forbidden");
        else
            await serve();
    }

    private Task RouteAsync(HttpContext context, string[] path, CancellationToken cancellationToken) => path switch
    {
        ["containerLogs", var ns, var pod, var container] => LogsAsync(context, ns, pod, container, cancellationToken),
        ["exec", var ns, var pod, var container] => ExecAsync(context, ns, pod, container, cancellationToken),
        ["exec", var ns, var pod, _, var container] => ExecAsync(context, ns, pod, container, cancellationToken),
        ["attach", var ns, var pod, var container] => AttachAsync(context, ns, pod, container, cancellationToken),
        ["attach", var ns, var pod, _, var container] => AttachAsync(context, ns, pod, container, cancellationToken),
        ["portForward", var ns, var pod] => PortForwardAsync(context, ns, pod, cancellationToken),
        ["portForward", var ns, var pod, _] => PortForwardAsync(context, ns, pod, cancellationToken),
        ["pods"] => reports.PodsAsync(context, cancellationToken),
        ["healthz"] => context.Response.WriteAsync("ok", cancellationToken),
        ["configz"] => reports.ConfigurationAsync(context, cancellationToken),
        ["metrics", "resource"] => reports.ResourceAsync(context, cancellationToken),
        ["metrics", "cadvisor"] => reports.CadvisorAsync(context, cancellationToken),
        ["metrics"] => reports.MetricsAsync(context, cancellationToken),
        ["stats", "summary"] => reports.SummaryAsync(context, cancellationToken),
        _ => RefuseAsync(context, StatusCodes.Status404NotFound, "404 page not found"),
    };

    private async Task LogsAsync(
        HttpContext context, string namespaceName, string name, string container, CancellationToken cancellationToken)
    {
        if (pool.Find(namespaceName, name) is not { } pod)
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, $"pod \"{name}\" not found");
            return;
        }
        await logs.WriteAsync(context, pod, container, cancellationToken);
    }

    private async Task ExecAsync(
        HttpContext context, string namespaceName, string name, string container, CancellationToken cancellationToken)
    {
        if (await RunningAsync(namespaceName, name, container, cancellationToken) is not { Id: var id })
        {
            await RefuseAsync(
                context, StatusCodes.Status500InternalServerError,
                $"unable to upgrade connection: container not found (\"{container}\")");
            return;
        }
        IQueryCollection query = context.Request.Query;
        StreamOptions options = StreamOptions.From(query);
        ExecRequest request = new()
        {
            ContainerId = id, Stdin = options.Stdin, Stdout = options.Stdout, Stderr = options.Stderr && !options.Tty,
            Tty = options.Tty,
        };
        request.Cmd.AddRange(query["command"].Select(static word => word ?? ""));
        await ServeAsync(context, await node.Runtime.ExecAsync(request, cancellationToken), options, cancellationToken);
    }

    private async Task AttachAsync(
        HttpContext context, string namespaceName, string name, string container, CancellationToken cancellationToken)
    {
        if (await RunningAsync(namespaceName, name, container, cancellationToken) is not { } running)
        {
            await RefuseAsync(
                context, StatusCodes.Status500InternalServerError,
                $"unable to upgrade connection: container {container} not found in pod {name}_{namespaceName}");
            return;
        }
        StreamOptions options = StreamOptions.From(context.Request.Query);
        // The terminal is the container's own; what the caller says of it does not count.
        bool tty = Containers.PodContainers.Find(pool.Find(namespaceName, name)!, container)?.Tty == true;
        options = options with { Tty = tty, Stderr = options.Stderr && !tty };
        AttachRequest request = new()
        {
            ContainerId = running.Id, Stdin = options.Stdin, Stdout = options.Stdout, Stderr = options.Stderr,
            Tty = tty,
        };
        bool isYoung = options.Stdout && node.Time.GetUtcNow() - running.StartedAt < Young;
        await ServeAsync(
            context, await node.Runtime.AttachAsync(request, cancellationToken), options, cancellationToken,
            isYoung ? token => logs.OutputOfEndedAsync(running.Id, token) : null);
    }

    // Clients of the newest protocol can end a container's input, which the runtime's WebSockets cannot: they are
    // bridged to its SPDY. All others speak to the runtime itself, byte by byte.
    private async Task ServeAsync(
        HttpContext context, string url, StreamOptions options, CancellationToken cancellationToken,
        Func<CancellationToken, Task<ReadOnlyMemory<byte>>>? missed = null)
    {
        if (WebSocketUpgrade.Offers(context, WebSocketBridge.ProtocolV5))
            await WebSocketBridge.RunAsync(context, url, options, missed, cancellationToken);
        else
            await tunnel.RunAsync(context, url, cancellationToken);
    }

    private async Task PortForwardAsync(
        HttpContext context, string namespaceName, string name, CancellationToken cancellationToken)
    {
        RuntimePod runtime = pool.Find(namespaceName, name) is { } pod
            ? await RuntimePod.ReadAsync(node.Runtime, pod.Metadata.Uid, [], cancellationToken)
            : RuntimePod.Empty;
        if (runtime.ReadySandbox is not { } sandbox)
        {
            await RefuseAsync(
                context, StatusCodes.Status500InternalServerError, $"pod {name}_{namespaceName} is not running");
            return;
        }
        PortForwardRequest request = new() { PodSandboxId = sandbox.Id };
        foreach (string? ports in context.Request.Query["port"].Concat(context.Request.Query["ports"]))
        {
            request.Port.AddRange((ports ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select(static port => int.Parse(port, CultureInfo.InvariantCulture)));
        }
        string url = await node.Runtime.PortForwardAsync(request, cancellationToken);
        if (WebSocketUpgrade.Offers(context, WebSocketTunnel.Protocol))
            await WebSocketTunnel.RunAsync(context, url, cancellationToken);
        else
            await tunnel.RunAsync(context, url, cancellationToken);
    }

    private async Task<RuntimeContainer?> RunningAsync(
        string namespaceName, string name, string container, CancellationToken cancellationToken)
    {
        if (pool.Find(namespaceName, name) is not { } pod)
            return null;
        RuntimePod runtime = await RuntimePod.ReadAsync(node.Runtime, pod.Metadata.Uid, [], cancellationToken);
        return runtime.Newest(container) is { IsRunning: true } known ? known : null;
    }

    internal static Task RefuseAsync(HttpContext context, int code, string message)
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(message, context.RequestAborted);
    }
}

/// <summary>Which streams a caller of exec or attach wants.</summary>
internal sealed record StreamOptions(bool Stdin, bool Stdout, bool Stderr, bool Tty)
{
    // The kubelet's names and, for those who come without an API server, the API's.
    public static StreamOptions From(IQueryCollection query) => new(
        IsSet(query, "input", "stdin"), IsSet(query, "output", "stdout"), IsSet(query, "error", "stderr"),
        IsSet(query, "tty", "tty"));

    private static bool IsSet(IQueryCollection query, string name, string other) =>
        query[name].ToString() is "1" or "true" || query[other].ToString() is "1" or "true";
}
