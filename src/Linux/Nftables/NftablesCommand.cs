using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Kubesharp.Linux.Namespaces;
using Kubesharp.Linux.Native;

namespace Kubesharp.Linux.Nftables;

/// <summary>
/// Runs nft commands in a network namespace: through libnftables, or through the nft program where that library is
/// missing. All commands of one call are one transaction: all of them take effect, or none does.
/// </summary>
/// <remarks>libnftables keeps global state, so calls of the whole process take turns.</remarks>
public sealed class NftablesCommand(NetworkNamespace networkNamespace)
{
    private static readonly SemaphoreSlim Turn = new(1, 1);
    private static readonly string[] SearchPath = ["/usr/sbin/nft", "/sbin/nft", "/usr/bin/nft", "/usr/local/sbin/nft"];

    private static string? Program { get; } = Array.Find(SearchPath, File.Exists);

    /// <summary>
    /// Whether this machine has nftables' library or program; whether the kernel has it shows the first call.
    /// </summary>
    public static bool Available => Libnftables.Available || Program is not null;

    /// <summary>Only for the test that proves the fall-back.</summary>
    internal bool ProgramOnly { get; init; }

    public async Task<NftablesResult> RunAsync(string commands, CancellationToken cancellationToken)
    {
        await Turn.WaitAsync(cancellationToken);
        try
        {
            return await networkNamespace.RunAsync(() => Run(commands));
        }
        finally
        {
            Turn.Release();
        }
    }

    private NftablesResult Run(string commands)
    {
        if (Libnftables.Available && !ProgramOnly)
            return RunLibrary(commands);
        return Program is null
            ? new NftablesResult(
                false, "", "neither libnftables.so.1 nor nft is installed (Debian: apt-get install nftables)")
            : RunProgram(Program, commands);
    }

    // A context for every call: it holds a netlink socket, which belongs to the namespace it was opened in.
    private static NftablesResult RunLibrary(string commands)
    {
        nint context = Libnftables.NewContext(0);
        if (context == 0)
            return new NftablesResult(false, "", "nft_ctx_new failed");
        try
        {
            _ = Libnftables.BufferOutput(context);
            _ = Libnftables.BufferError(context);
            int code = Libnftables.Run(context, commands);
            string output = Marshal.PtrToStringUTF8(Libnftables.Output(context)) ?? "";
            string error = Marshal.PtrToStringUTF8(Libnftables.Error(context)) ?? "";
            return new NftablesResult(code == 0, output, code == 0 ? "" : error.Length > 0 ? error : "nft failed");
        }
        finally
        {
            Libnftables.FreeContext(context);
        }
    }

    // The child inherits the namespace of the thread that forks it. nft reads all commands before it writes anything
    // and gives up after ten errors, so that reading one stream after the other cannot lock up.
    private static NftablesResult RunProgram(string program, string commands)
    {
        ProcessStartInfo start = new(program, ["-f", "-"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        try
        {
            using Process process = Process.Start(start)!;
            process.StandardInput.Write(commands);
            process.StandardInput.Close();
            string output = process.StandardOutput.ReadToEnd();
            string error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return new NftablesResult(process.ExitCode == 0, output, process.ExitCode == 0 ? "" : error);
        }
        catch (Win32Exception exception)
        {
            return new NftablesResult(false, "", $"{program}: {exception.Message}");
        }
    }
}
