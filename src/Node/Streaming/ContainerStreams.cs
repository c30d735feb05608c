using System.Globalization;
using Kubesharp.Kubelet.Cri;
using Kubesharp.Kubelet.PodWorkers;
using Microsoft.AspNetCore.Http;

namespace Kubesharp.Kubelet.Streaming;

/// <summary>exec, attach and port-forward: what is asked for, and the runtime that does it.</summary>
internal sealed class ContainerStreams(NodeContext node, PodWorkerPool pool)
{
    // Who attaches this soon after the start wants to see all of it: "kubectl run -it" of a short command.
    private static readonly TimeSpan Young = TimeSpan.FromSeconds(5);

    private readonly StreamTunnel tunnel = new();
    private readonly ContainerLogs logs = new(node);

    public async Task ExecAsync(
        HttpContext context, string namespaceName, string name, string uid, string container,
        CancellationToken cancellationToken)
    {
        IQueryCollection query = context.Request.Query;
        StreamOptions options = StreamOptions.From(query);
        if (await RefusedAsync(context, namespaceName, name, uid, options))
            return;
        if (await RunningAsync(namespaceName, name, container, cancellationToken) is not { Id: var id })
        {
            await RefuseAsync(
                context, StatusCodes.Status500InternalServerError, $"container not found (\"{container}\")");
            return;
        }
        ExecRequest request = new()
        {
            ContainerId = id, Stdin = options.Stdin, Stdout = options.Stdout, Stderr = options.Stderr && !options.Tty,
            Tty = options.Tty,
        };
        request.Cmd.AddRange(query["command"].Select(static word => word ?? ""));
        await ServeAsync(context, await node.Runtime.ExecAsync(request, cancellationToken), options, cancellationToken);
    }

    public async Task AttachAsync(
        HttpContext context, string namespaceName, string name, string uid, string container,
        CancellationToken cancellationToken)
    {
        StreamOptions options = StreamOptions.From(context.Request.Query);
        if (await RefusedAsync(context, namespaceName, name, uid, options))
            return;
        if (await RunningAsync(namespaceName, name, container, cancellationToken) is not { } running)
        {
            await RefuseAsync(
                context, StatusCodes.Status500InternalServerError,
                $"container {container} not found in pod {name}_{namespaceName}");
            return;
        }
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

    public async Task PortForwardAsync(
        HttpContext context, string namespaceName, string name, string uid, CancellationToken cancellationToken)
    {
        PortForwardRequest request = new();
        foreach (string? ports in context.Request.Query["port"].Concat(context.Request.Query["ports"]))
        {
            foreach (string port in (ports ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
            {
                if (!ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out ushort number)
                    || number == 0)
                {
                    await KubeletRoutes.RefuseAsync(
                        context, StatusCodes.Status400BadRequest, $"unable to parse \"{port}\" as a port");
                    return;
                }
                request.Port.Add(number);
            }
        }
        bool isTunnel = WebSocketUpgrade.Offers(context, WebSocketTunnel.Protocol);
        // The older protocol over WebSocket has no other way to name the ports.
        if (!isTunnel && request.Port.Count == 0 && WebSocketUpgrade.IsWebSocket(context))
        {
            await KubeletRoutes.RefuseAsync(
                context, StatusCodes.Status400BadRequest, "query parameter \"port\" is required");
            return;
        }
        if (await RefusedAsync(context, namespaceName, name, uid, null))
            return;
        RuntimePod runtime = await RuntimePod.ReadAsync(
            node.Runtime, pool.Find(namespaceName, name)!.Metadata.Uid, [], cancellationToken);
        if (runtime.ReadySandbox is not { } sandbox)
        {
            await RefuseAsync(
                context, StatusCodes.Status500InternalServerError,
                $"failed to find sandboxID for pod {name}_{namespaceName}");
            return;
        }
        request.PodSandboxId = sandbox.Id;
        string url = await node.Runtime.PortForwardAsync(request, cancellationToken);
        if (isTunnel)
            await WebSocketTunnel.RunAsync(context, url, cancellationToken);
        else
            await tunnel.RunAsync(context, url, cancellationToken);
    }

    /// <param name="options">Null where there are none to check.</param>
    private async Task<bool> RefusedAsync(
        HttpContext context, string namespaceName, string name, string uid, StreamOptions? options)
    {
        if (options is { Stdin: false, Stdout: false, Stderr: false })
        {
            await KubeletRoutes.RefuseAsync(
                context, StatusCodes.Status400BadRequest, "you must specify at least 1 of stdin, stdout, stderr");
            return true;
        }
        if (pool.Find(namespaceName, name) is not { } pod)
            await RefuseAsync(context, StatusCodes.Status404NotFound, "pod does not exist");
        else if (uid.Length > 0 && pod.Metadata.Uid != uid)
            await RefuseAsync(context, StatusCodes.Status404NotFound, "pod not found");
        else
            return false;
        return true;
    }

    // Clients of the newest protocol are told on the channel of errors, once the connection is theirs.
    private static Task RefuseAsync(HttpContext context, int code, string message) =>
        WebSocketUpgrade.Offers(context, WebSocketBridge.ProtocolV5)
            ? WebSocketBridge.RefuseAsync(context, $"unable to upgrade connection: {message}")
            : KubeletRoutes.RefuseAsync(context, code, message);

    private async Task<RuntimeContainer?> RunningAsync(
        string namespaceName, string name, string container, CancellationToken cancellationToken)
    {
        if (pool.Find(namespaceName, name) is not { } pod)
            return null;
        RuntimePod runtime = await RuntimePod.ReadAsync(node.Runtime, pod.Metadata.Uid, [], cancellationToken);
        return runtime.Newest(container) is { IsRunning: true } known ? known : null;
    }
}
