using System.Globalization;
using Kubesharp.Api.Core;
using Kubesharp.Kubelet.Cri;
using Kubesharp.Kubelet.PodWorkers;
using Microsoft.AspNetCore.Http;

namespace Kubesharp.Kubelet.Streaming;

/// <summary>What is asked of a container in one request and answered when it is done: /run and /checkpoint.</summary>
internal sealed class ContainerCommands(NodeContext node, PodWorkerPool pool)
{
    /// <summary>Runs the words of <c>cmd</c> and answers with what they wrote.</summary>
    public async Task RunAsync(
        HttpContext context, string namespaceName, string name, string container, CancellationToken cancellationToken)
    {
        if (pool.Find(namespaceName, name) is not { } pod)
        {
            await KubeletRoutes.RefuseAsync(context, StatusCodes.Status404NotFound, "pod does not exist");
            return;
        }
        RuntimePod runtime = await RuntimePod.ReadAsync(node.Runtime, pod.Metadata.Uid, [], cancellationToken);
        if (runtime.Newest(container) is not { IsRunning: true } running)
        {
            await KubeletRoutes.RefuseAsync(
                context, StatusCodes.Status500InternalServerError, $"container not found (\"{container}\")");
            return;
        }
        string command = context.Request.Query["cmd"].ToString();
        ExecSyncResponse done = await node.Runtime.ExecSyncAsync(
            running.Id, command.Split(' '), TimeSpan.Zero, cancellationToken);
        if (done.ExitCode != 0)
        {
            await KubeletRoutes.RefuseAsync(
                context, StatusCodes.Status500InternalServerError,
                $"command '{command}' exited with {done.ExitCode}: {done.Stderr.ToStringUtf8()}");
            return;
        }
        // Upstream calls whatever a command writes JSON.
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(done.Stdout.Memory, cancellationToken);
        await context.Response.Body.WriteAsync(done.Stderr.Memory, cancellationToken);
    }

    /// <summary>Has the runtime write a container's state into an archive (KEP-2008).</summary>
    public async Task CheckpointAsync(
        HttpContext context, string namespaceName, string name, string container, CancellationToken cancellationToken)
    {
        if (pool.Find(namespaceName, name) is not { } pod)
        {
            await KubeletRoutes.RefuseAsync(context, StatusCodes.Status404NotFound, "pod does not exist");
            return;
        }
        if (Containers.PodContainers.Find(pod, container) is null)
        {
            await KubeletRoutes.RefuseAsync(
                context, StatusCodes.Status404NotFound, $"container {container} does not exist");
            return;
        }
        string timeout = context.Request.Query["timeout"].LastOrDefault() ?? "0";
        if (!long.TryParse(timeout, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long seconds))
        {
            await KubeletRoutes.RefuseAsync(
                context, StatusCodes.Status404NotFound, "cannot parse value of timeout parameter");
            return;
        }
        try
        {
            string archive = await CheckpointAsync(pod, container, seconds, cancellationToken);
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync($$"""{"items":["{{archive}}"]}""", cancellationToken);
        }
        catch (Exception exception) when (exception is RuntimeException or SetupException)
        {
            await KubeletRoutes.RefuseAsync(
                context, StatusCodes.Status500InternalServerError,
                $"checkpointing of {namespaceName}/{name}/{container} failed ({exception.Message})");
        }
    }

    private async Task<string> CheckpointAsync(
        Pod pod, string container, long timeoutSeconds, CancellationToken cancellationToken)
    {
        RuntimePod runtime = await RuntimePod.ReadAsync(node.Runtime, pod.Metadata.Uid, [], cancellationToken);
        if (runtime.Newest(container) is not { } known)
            throw new SetupException("ContainerNotFound", $"container {container} not found");
        Directory.CreateDirectory(node.Folders.Checkpoints);
        string stamp = node.Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        string archive = Path.Combine(
            node.Folders.Checkpoints,
            $"checkpoint-{pod.Metadata.Name}_{pod.Metadata.Namespace}-{container}-{stamp}.tar");
        await node.Runtime.CheckpointContainerAsync(
            known.Id, archive, TimeSpan.FromSeconds(timeoutSeconds), cancellationToken);
        return archive;
    }
}
