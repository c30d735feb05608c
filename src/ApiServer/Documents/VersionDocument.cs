using System.Runtime.InteropServices;
using System.Text.Json;

namespace Kubesharp.ApiServer.Documents;

/// <summary>What <c>GET /version</c> says.</summary>
public static class VersionDocument
{
    public const string Major = "1";
    public const string Minor = "36";
    /// <summary>Clients parse it as a semantic version; what follows the plus is ours.</summary>
    public const string GitVersion = "v1.36.0+kubesharp.0.1.0";

    public static ReadOnlyMemory<byte> Bytes { get; } = Write();

    private static byte[] Write()
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new() { Indented = true, Encoder = JsonText.Encoder }))
        {
            json.WriteStartObject();
            json.WriteString("major"u8, Major);
            json.WriteString("minor"u8, Minor);
            json.WriteString("emulationMajor"u8, Major);
            json.WriteString("emulationMinor"u8, Minor);
            json.WriteString("minCompatibilityMajor"u8, Major);
            json.WriteString("minCompatibilityMinor"u8, "35");
            json.WriteString("gitVersion"u8, GitVersion);
            json.WriteString("gitCommit"u8, "0000000000000000000000000000000000000000");
            json.WriteString("gitTreeState"u8, "clean");
            json.WriteString("buildDate"u8, "2026-04-22T00:00:00Z");
            // Fields that upstream fills from its compiler; clients want them present.
            json.WriteString("goVersion"u8, $"go1.26.0 (dotnet {Environment.Version})");
            json.WriteString("compiler"u8, "roslyn");
            string architecture = RuntimeInformation.ProcessArchitecture switch
            {
                Architecture.X64 => "amd64",
                Architecture.Arm64 => "arm64",
                Architecture other => other.ToString().ToLowerInvariant(),
            };
            string system = OperatingSystem.IsLinux() ? "linux" : OperatingSystem.IsMacOS() ? "darwin" : "windows";
            json.WriteString("platform"u8, $"{system}/{architecture}");
            json.WriteEndObject();
        }
        return stream.ToArray();
    }
}
