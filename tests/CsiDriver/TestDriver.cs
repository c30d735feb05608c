using System.Collections.Concurrent;
using System.Net.Sockets;
using Grpc.Core;
using Grpc.Net.Client;
using Kubesharp.Linux.Mounts;
using Kubesharp.Tests.CsiDriver.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kubesharp.Tests.CsiDriver;

/// <summary>
/// A storage driver that keeps real files: a volume is a file system in memory of the size that was asked for, or a
/// file behind a loop device. It notes what it is asked, and fails when it is told to.
/// </summary>
/// <remarks>Its volumes lie on the disk, so that a second driver on the same folder goes on with them.</remarks>
public sealed class TestDriver : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly GrpcChannel channel;
    private readonly string registration;

    private TestDriver(
        TestDriverOptions options, VolumeStore store, WebApplication application, string registration, string endpoint)
    {
        Options = options;
        Store = store;
        this.application = application;
        this.registration = registration;
        Endpoint = endpoint;
        channel = ChannelTo(endpoint);
        Controller = new Controller.ControllerClient(channel);
    }

    public TestDriverOptions Options { get; }
    public VolumeStore Store { get; }
    /// <summary>The socket where it serves.</summary>
    public string Endpoint { get; }
    public ConcurrentQueue<DriverCall> Calls { get; } = [];
    /// <summary>What the kubelet has said of its registration: empty for success.</summary>
    public ConcurrentQueue<string> Registrations { get; } = [];
    /// <summary>Asked before each call of the node: a code and a message make it fail.</summary>
    public Func<DriverCall, (StatusCode Code, string Message)?>? Fault { get; set; }

    internal Controller.ControllerClient Controller { get; }

    /// <param name="kubeletRoot">The folder with <c>plugins_registry</c>.</param>
    /// <param name="folder">Where volumes lie.</param>
    public static async Task<TestDriver> StartAsync(string kubeletRoot, string folder, TestDriverOptions options)
    {
        string own = Path.Combine(kubeletRoot, "plugins", options.Name);
        string registry = Path.Combine(kubeletRoot, "plugins_registry");
        Directory.CreateDirectory(own);
        Directory.CreateDirectory(registry);
        string endpoint = Path.Combine(own, "csi.sock");
        string registration = Path.Combine(registry, options.Name + "-reg.sock");
        File.Delete(endpoint);
        File.Delete(registration);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.ListenUnixSocket(endpoint, static listen => listen.Protocols = HttpProtocols.Http2);
            server.ListenUnixSocket(registration, static listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddGrpc();
        TestDriver? self = null;
        builder.Services.AddSingleton(_ => self!);
        WebApplication application = builder.Build();
        application.MapGrpcService<NodeService>();
        application.MapGrpcService<ControllerService>();
        application.MapGrpcService<RegistrationService>();
        self = new TestDriver(options, new VolumeStore(folder), application, registration, endpoint);
        await application.StartAsync();
        return self;
    }

    /// <summary>Makes a volume; one of that name that is there already is it.</summary>
    public async Task<string> CreateVolumeAsync(string name, long bytes, bool isBlock = false)
    {
        CreateVolumeRequest request = new() { Name = name, CapacityRange = new() { RequiredBytes = bytes } };
        if (isBlock)
            request.Parameters["block"] = "true";
        return (await Controller.CreateVolumeAsync(request)).Volume.VolumeId;
    }

    public async Task DeleteVolumeAsync(string id) =>
        await Controller.DeleteVolumeAsync(new DeleteVolumeRequest { VolumeId = id });

    /// <returns>What the kubelet is handed of the attachment.</returns>
    public async Task<IReadOnlyDictionary<string, string>> AttachAsync(string id, string nodeId) =>
        (await Controller.ControllerPublishVolumeAsync(
            new ControllerPublishVolumeRequest { VolumeId = id, NodeId = nodeId })).PublishContext;

    public async Task DetachAsync(string id, string nodeId) =>
        await Controller.ControllerUnpublishVolumeAsync(
            new ControllerUnpublishVolumeRequest { VolumeId = id, NodeId = nodeId });

    /// <returns>Whether the node has to do the rest.</returns>
    public async Task<bool> ExpandAsync(string id, long bytes) =>
        (await Controller.ControllerExpandVolumeAsync(new ControllerExpandVolumeRequest
        {
            VolumeId = id, CapacityRange = new() { RequiredBytes = bytes },
        })).NodeExpansionRequired;

    /// <summary>How often a method was called, of one volume or of all.</summary>
    public int Count(string method, string volumeId = "") => Calls.Count(call =>
        call.Method == method && (volumeId.Length == 0 || call.VolumeId == volumeId));

    public DriverCall Last(string method) => Calls.Last(call => call.Method == method);

    /// <summary>Stops serving, as when its Pod goes. What is mounted stays.</summary>
    public async ValueTask DisposeAsync()
    {
        File.Delete(registration);
        channel.Dispose();
        using CancellationTokenSource now = new(TimeSpan.Zero);
        await application.StopAsync(now.Token);
        await application.DisposeAsync();
        File.Delete(Endpoint);
    }

    /// <summary>Notes a call of the node, and fails it when the test wants so.</summary>
    internal void Note(string method, string volumeId, object request)
    {
        DriverCall call = new(method, volumeId, request.ToString()!);
        Calls.Enqueue(call);
        if (Fault?.Invoke(call) is { } fault)
            throw new RpcException(new Status(fault.Code, fault.Message));
    }

    private static GrpcChannel ChannelTo(string endpoint) => GrpcChannel.ForAddress(
        "http://localhost",
        new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler
            {
                ConnectCallback = async (_, cancellationToken) =>
                {
                    Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                    await socket.ConnectAsync(new UnixDomainSocketEndPoint(endpoint), cancellationToken);
                    return new NetworkStream(socket, ownsSocket: true);
                },
            },
            DisposeHttpClient = true,
        });
}
