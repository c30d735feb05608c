using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Grpc.Core;
using Grpc.Net.Client;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Kubelet.Cri;
using Container = Kubesharp.Api.Core.Container;

namespace Kubesharp.Kubelet.Probes;

/// <summary>One try of a probe or of a lifecycle hook, from the node's own network. Safe from any thread.</summary>
internal sealed class Prober(IContainerRuntime runtime, TimeProvider time, string version)
{
    // As much of an answer as events quote.
    private const int BodyMax = 10 * 1024;

    // Every probe is a connection of its own, as a client's would be; certificates are those of a Pod and not checked.
    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        PooledConnectionLifetime = TimeSpan.Zero,
        UseProxy = false,
        SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = static (_, _, _, _) => true,
        },
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>How the probes of this node went.</summary>
    public ProbeCounts Counts { get; } = new();

    public async Task<ProbeResult> ProbeAsync(
        Probe probe, Container container, string containerId, string podIp, CancellationToken cancellationToken)
    {
        TimeSpan timeout = TimeSpan.FromSeconds(Math.Max(1, probe.TimeoutSeconds));
        if (probe.Exec is { } exec)
            return await ExecAsync(exec.Command, containerId, timeout, cancellationToken);
        if (probe.HttpGet is { } httpGet)
            return await HttpAsync(httpGet, container, podIp, "kube-probe/", timeout, cancellationToken);
        if (probe.TcpSocket is { } tcp)
        {
            string host = tcp.Host.Length > 0 ? tcp.Host : podIp;
            return PortOf(tcp.Port, container) is { } port
                ? await TcpAsync(host, port, timeout, cancellationToken)
                : new(ProbeOutcome.Unknown, $"couldn't find port: {tcp.Port}");
        }
        if (probe.Grpc is { } grpc)
            return await GrpcAsync(podIp, grpc, timeout, cancellationToken);
        return new(ProbeOutcome.Unknown, "missing probe handler");
    }

    /// <summary>A hook; success or the text of its failure.</summary>
    public async Task<ProbeResult> RunHookAsync(
        LifecycleHandler handler, Container container, string containerId, string podIp, TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        if (handler.Exec is { } exec)
            return await ExecAsync(exec.Command, containerId, timeout, cancellationToken);
        if (handler.HttpGet is { } httpGet)
            return await HttpAsync(httpGet, container, podIp, "kube-lifecycle/", timeout, cancellationToken);
        if (handler.Sleep is { } sleep)
        {
            await Task.Delay(TimeSpan.FromSeconds(sleep.Seconds), time, cancellationToken);
            return new(ProbeOutcome.Success, "");
        }
        // The API takes a TCP hook for the sake of old clients, but there is nothing that it could do.
        return new(ProbeOutcome.Failure, "invalid handler: a hook must be exec, httpGet or sleep");
    }

    private async Task<ProbeResult> ExecAsync(
        IReadOnlyList<string> command, string containerId, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            ExecSyncResponse response = await runtime.ExecSyncAsync(
                containerId, command, timeout == Timeout.InfiniteTimeSpan ? TimeSpan.Zero : timeout, cancellationToken);
            string output = response.Stdout.ToStringUtf8() + response.Stderr.ToStringUtf8();
            return new(
                response.ExitCode == 0 ? ProbeOutcome.Success : ProbeOutcome.Failure,
                output.Length > BodyMax ? output[..BodyMax] : output);
        }
        catch (RuntimeException exception) when (exception.Code == StatusCode.DeadlineExceeded)
        {
            string shown = string.Join(' ', command);
            return new(ProbeOutcome.Failure, $"command timed out: \"{shown}\" timed out after {Seconds(timeout)}");
        }
        catch (RuntimeException exception)
        {
            return new(ProbeOutcome.Unknown, exception.Message);
        }
    }

    private async Task<ProbeResult> HttpAsync(
        HTTPGetAction action, Container container, string podIp, string agent, TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        if (PortOf(action.Port, container) is not { } port)
            return new(ProbeOutcome.Unknown, $"couldn't find port: {action.Port}");
        string host = action.Host.Length > 0 ? action.Host : podIp;
        string scheme = action.Scheme.Length > 0 ? action.Scheme.ToLowerInvariant() : "http";
        string path = action.Path.StartsWith('/') ? action.Path : "/" + action.Path;
        string url = $"{scheme}://{Bracketed(host)}:{port.ToString(CultureInfo.InvariantCulture)}{path}";
        using HttpRequestMessage request = new(HttpMethod.Get, url);
        request.Headers.ConnectionClose = true;
        request.Headers.TryAddWithoutValidation("User-Agent", agent + MinorOf(version));
        request.Headers.TryAddWithoutValidation("Accept", "*/*");
        foreach (HTTPHeader header in action.HttpHeaders)
        {
            if (header.Name.Equals("host", StringComparison.OrdinalIgnoreCase))
            {
                request.Headers.Host = header.Value;
                continue;
            }
            request.Headers.Remove(header.Name);
            request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }
        using Bound bound = new(timeout, time, cancellationToken);
        try
        {
            using HttpResponseMessage response =
                await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, bound.Token);
            int code = (int)response.StatusCode;
            return code is >= 200 and < 400
                ? new(ProbeOutcome.Success, "")
                : new(ProbeOutcome.Failure, $"HTTP probe failed with statuscode: {code}");
        }
        catch (HttpRequestException exception)
        {
            string cause = exception.InnerException is SocketException socket
                ? $"dial tcp {Bracketed(host)}:{port}: {CauseOf(socket)}"
                : exception.Message;
            return new(ProbeOutcome.Failure, $"Get \"{url}\": {cause}");
        }
        catch (OperationCanceledException) when (bound.Expired && !cancellationToken.IsCancellationRequested)
        {
            return new(
                ProbeOutcome.Failure,
                $"Get \"{url}\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)");
        }
    }

    private async Task<ProbeResult> TcpAsync(
        string host, int port, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using Bound bound = new(timeout, time, cancellationToken);
        using Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
        string shown = $"dial tcp {Bracketed(host)}:{port.ToString(CultureInfo.InvariantCulture)}";
        try
        {
            if (IPAddress.TryParse(host, out IPAddress? address))
                await socket.ConnectAsync(new IPEndPoint(address, port), bound.Token);
            else
                await socket.ConnectAsync(new DnsEndPoint(host, port), bound.Token);
            return new(ProbeOutcome.Success, "");
        }
        catch (SocketException exception)
        {
            return new(ProbeOutcome.Failure, $"{shown}: {CauseOf(exception)}");
        }
        catch (OperationCanceledException) when (bound.Expired && !cancellationToken.IsCancellationRequested)
        {
            return new(ProbeOutcome.Failure, $"{shown}: i/o timeout");
        }
    }

    private async Task<ProbeResult> GrpcAsync(
        string podIp, GRPCAction action, TimeSpan timeout, CancellationToken cancellationToken)
    {
        string target = $"{Bracketed(podIp)}:{action.Port.ToString(CultureInfo.InvariantCulture)}";
        using GrpcChannel channel = GrpcChannel.ForAddress("http://" + target);
        Cri.Health.Health.HealthClient client = new(channel);
        try
        {
            Cri.Health.HealthCheckResponse response = await client.CheckAsync(
                new() { Service = action.Service ?? "" },
                deadline: time.GetUtcNow().UtcDateTime + timeout, cancellationToken: cancellationToken);
            return response.Status == Cri.Health.HealthCheckResponse.Types.ServingStatus.Serving
                ? new(ProbeOutcome.Success, "service healthy")
                : new(
                    ProbeOutcome.Failure,
                    $"service unhealthy (responded with \"{response.Status.ToString().ToUpperInvariant()}\")");
        }
        catch (RpcException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return exception.StatusCode switch
            {
                StatusCode.Unimplemented => new(
                    ProbeOutcome.Failure,
                    "error: this server does not implement the grpc health protocol (grpc.health.v1.Health)"),
                StatusCode.DeadlineExceeded => new(
                    ProbeOutcome.Failure,
                    $"timeout: failed to connect service \"{target}\" within {Seconds(timeout)}: "
                    + "context deadline exceeded"),
                _ => new(ProbeOutcome.Failure, $"error: health rpc probe failed: {exception.Status.Detail}"),
            };
        }
    }

    private static int? PortOf(IntOrString port, Container container)
    {
        if (!port.IsString)
            return port.IntValue;
        if (container.Ports.FirstOrDefault(candidate => candidate.Name == port.StringValue) is { } named)
            return named.ContainerPortValue;
        return int.TryParse(port.StringValue, CultureInfo.InvariantCulture, out int number) ? number : null;
    }

    private static string CauseOf(SocketException exception) => exception.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "connect: connection refused",
        SocketError.HostUnreachable => "connect: no route to host",
        SocketError.NetworkUnreachable => "connect: network is unreachable",
        SocketError.ConnectionReset => "read: connection reset by peer",
        _ => exception.Message,
    };

    private static string Bracketed(string host) =>
        host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host;

    private static string Seconds(TimeSpan span) =>
        string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0}s");

    // v1.36.0 introduces itself as 1.36.
    private static string MinorOf(string version)
    {
        string[] parts = version.TrimStart('v').Split('.');
        return parts.Length > 1 ? $"{parts[0]}.{parts[1]}" : version;
    }

    /// <summary>A deadline on the injected clock joined with the caller's token.</summary>
    private sealed class Bound : IDisposable
    {
        private readonly CancellationTokenSource timer;
        private readonly CancellationTokenSource linked;

        public Bound(TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
        {
            timer = new CancellationTokenSource(timeout, time);
            linked = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        }

        public CancellationToken Token => linked.Token;
        public bool Expired => timer.IsCancellationRequested;

        public void Dispose()
        {
            linked.Dispose();
            timer.Dispose();
        }
    }
}
