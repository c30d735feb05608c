using System.Net.Sockets;
using Grpc.Net.Client;

namespace Kubesharp.Kubelet.Plugins;

/// <summary>gRPC over a unix socket.</summary>
internal static class UnixChannel
{
    // Lists of a full node pass gRPC's default of 4 MiB; 16 MiB is upstream's bound for the runtime.
    private const int MessageBytesMax = 16 << 20;

    /// <param name="socket">The path of the socket, also as <c>unix://</c>. Nothing is connected yet.</param>
    public static GrpcChannel For(string socket)
    {
        string path = PathOf(socket);
        SocketsHttpHandler handler = new()
        {
            EnableMultipleHttp2Connections = true,
            ConnectCallback = async (_, cancellationToken) =>
            {
                Socket connection = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await connection.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
                    return new NetworkStream(connection, ownsSocket: true);
                }
                catch
                {
                    connection.Dispose();
                    throw;
                }
            },
        };
        return GrpcChannel.ForAddress("http://localhost", new GrpcChannelOptions
        {
            HttpHandler = handler, DisposeHttpClient = true, MaxReceiveMessageSize = MessageBytesMax,
        });
    }

    /// <summary>The path that an endpoint means: drivers write <c>unix:///a</c>, <c>unix:/a</c> or the path.</summary>
    public static string PathOf(string endpoint)
    {
        string path = endpoint.StartsWith("unix:", StringComparison.Ordinal) ? endpoint[5..] : endpoint;
        return path.StartsWith("//", StringComparison.Ordinal) ? path[2..] : path;
    }
}
