using System.Net.Sockets;
using Kubesharp.Options;

namespace Kubesharp.Preflight;

/// <summary>What `kubesharp server` needs of the machine.</summary>
internal static class ServerChecks
{
    public static IReadOnlyList<Problem> Run(ServerOptions options)
    {
        List<Problem> problems = [];
        if (FolderProblem(options.DataDirectory) is { } folder)
            problems.Add(folder);
        if (PortProblem(options) is { } port)
            problems.Add(port);
        return problems;
    }

    /// <summary>Creates the data directory when it is missing, and tries to write there.</summary>
    internal static Problem? FolderProblem(string path)
    {
        string probe = Path.Combine(path, ".write-probe");
        try
        {
            Directory.CreateDirectory(path);
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new($"The data directory {path} cannot be written: {exception.Message}",
                "Name another one with --data-dir, or run as a user who may write there.");
        }
    }

    private static Problem? PortProblem(ServerOptions options)
    {
        using Socket socket = new(options.BindAddress.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new System.Net.IPEndPoint(options.BindAddress, options.SecurePort));
            socket.Listen();
            return null;
        }
        catch (SocketException exception)
        {
            string address = $"{options.BindAddress}:{options.SecurePort}";
            return exception.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => new(
                    $"Port {options.SecurePort} is in use: another program listens on {address}.",
                    $"Stop it (`ss -ltnp 'sport = :{options.SecurePort}'` names it), "
                    + "or choose another port with --secure-port."),
                SocketError.AccessDenied => new(
                    $"This user may not listen on {address}: ports under 1024 are root's.",
                    "Choose another port with --secure-port, or run as root."),
                SocketError.AddressNotAvailable => new(
                    $"This machine does not have the address {options.BindAddress}.",
                    "Name one of its addresses with --bind-address (`ip address` lists them)."),
                _ => new($"Listening on {address} fails: {exception.Message}",
                    "See --bind-address and --secure-port."),
            };
        }
    }
}
