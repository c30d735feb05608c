using System.Net;
using System.Net.Sockets;
using Kubesharp.Linux.Native;
using Microsoft.Win32.SafeHandles;

namespace Kubesharp.Linux.Namespaces;

/// <summary>
/// A network namespace to do something in: open a socket, run netlink, write a sysctl. A socket stays in the namespace
/// where it was opened, whichever thread uses it later.
/// </summary>
/// <remarks>
/// The body runs on a thread of its own, which enters the namespace, leaves it again and ends. It leaves before the
/// task completes because completing may start a thread-pool worker, and a new thread inherits the namespace of the
/// thread that starts it. For the same reason a body must be synchronous and must not queue work.
/// </remarks>
public sealed class NetworkNamespace
{
    private readonly string? path;

    private NetworkNamespace(string? path) => this.path = path;

    /// <summary>The namespace of this process.</summary>
    public static NetworkNamespace Current { get; } = new(null);

    /// <summary>The namespace of a process, such as a pod's sandbox.</summary>
    public static NetworkNamespace OfProcess(int processId) => new($"/proc/{processId}/ns/net");

    /// <summary>A namespace by its file, such as <c>/run/netns/NAME</c>.</summary>
    public static NetworkNamespace At(string path) => new(path);

    /// <summary>The namespace's file; null for this process's own.</summary>
    public string? Path => path;

    /// <summary>Runs a blocking body inside the namespace, off the thread pool.</summary>
    public Task<T> RunAsync<T>(Func<T> body)
    {
        TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Thread thread = new(() => Execute(body, completion)) { IsBackground = true, Name = "network-namespace" };
        thread.Start();
        return completion.Task;
    }

    public Task RunAsync(Action body) => RunAsync(() =>
    {
        body();
        return true;
    });

    /// <summary>Opens a socket inside the namespace; binding and connecting can follow on any thread.</summary>
    public Task<Socket> OpenSocketAsync(AddressFamily family, SocketType type, ProtocolType protocol) =>
        path is null
            ? Task.FromResult(new Socket(family, type, protocol))
            : RunAsync(() => new Socket(family, type, protocol));

    /// <summary>A TCP connection from inside the namespace, such as a probe's or a port-forward's.</summary>
    public async Task<Socket> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        Socket socket = await OpenSocketAsync(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.NoDelay = true;
            await socket.ConnectAsync(endPoint, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private void Execute<T>(Func<T> body, TaskCompletionSource<T> completion)
    {
        T result;
        try
        {
            result = path is null ? body() : ExecuteInside(path, body);
        }
        catch (Exception exception)
        {
            completion.SetException(exception);
            return;
        }
        completion.SetResult(result);
    }

    private static T ExecuteInside<T>(string path, Func<T> body)
    {
        using SafeFileHandle home = File.OpenHandle("/proc/self/ns/net");
        using SafeFileHandle target = File.OpenHandle(path);
        Enter(target, path);
        try
        {
            return body();
        }
        finally
        {
            Enter(home, "/proc/self/ns/net");
        }
    }

    private static void Enter(SafeFileHandle handle, string path)
    {
        if (Libc.SetNamespace(handle, Libc.NamespaceNetwork) != 0)
            throw Libc.LastError($"setns {path}");
    }
}
