using System.Net;
using System.Text;
using System.Text.Json;

namespace Kubesharp.Network.Cni;

/// <summary>
/// The network configuration list that the container runtime hands to the CNI plugins for every pod: a bridge with
/// addresses by host-local, and host ports by portmap. The runtime adds loopback by itself.
/// </summary>
public static class CniConfiguration
{
    // The highest version that Debian 12's plugins (1.1.1) and containerd 1.6 agree on without a warning.
    private const string Version = "0.4.0";
    private const string FileName = "10-kubesharp.conflist";

    /// <summary>The plugins that must be in <see cref="NetworkOptions.CniBinDirectory"/> but are not.</summary>
    public static IReadOnlyList<string> MissingPlugins(NetworkOptions options) =>
        [.. ((string[])["bridge", "host-local", "loopback", "portmap"])
            .Where(plugin => !File.Exists(Path.Combine(options.CniBinDirectory, plugin)))];

    /// <summary>Writes the file unless it is there with the same content: the runtime reloads on every write.</summary>
    /// <param name="pods">The addresses of this node's Pods.</param>
    /// <param name="mtu">The largest packet of a Pod in bytes; null: as the kernel has it.</param>
    public static void Write(NetworkOptions options, IPNetwork pods, int? mtu)
    {
        Directory.CreateDirectory(options.CniConfigurationDirectory);
        Directory.CreateDirectory(ReservationDirectory(options));
        string path = Path.Combine(options.CniConfigurationDirectory, FileName);
        string text = Text(options, pods, mtu);
        if (File.Exists(path) && File.ReadAllText(path) == text)
            return;
        string draft = path + ".new"; // The runtime takes only names that end in .conflist, .conf or .json.
        File.WriteAllText(draft, text);
        File.Move(draft, path, overwrite: true);
    }

    /// <summary>Removes the file, so that no Pod gets an address; what Pods have is kept.</summary>
    public static void Disable(NetworkOptions options)
    {
        if (Directory.Exists(options.CniConfigurationDirectory))
            File.Delete(Path.Combine(options.CniConfigurationDirectory, FileName));
    }

    /// <summary>Removes the file and the address reservations.</summary>
    public static void Remove(NetworkOptions options)
    {
        Disable(options);
        if (Directory.Exists(ReservationDirectory(options)))
            Directory.Delete(ReservationDirectory(options), recursive: true);
    }

    internal static string Text(NetworkOptions options, IPNetwork pods, int? mtu)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("cniVersion", Version);
            json.WriteString("name", options.CniName);
            json.WriteStartArray("plugins");
            WriteBridge(json, options, pods, mtu);
            json.WriteStartObject();
            json.WriteString("type", "portmap");
            json.WriteStartObject("capabilities");
            json.WriteBoolean("portMappings", true);
            json.WriteEndObject();
            json.WriteBoolean("snat", true);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void WriteBridge(Utf8JsonWriter json, NetworkOptions options, IPNetwork pods, int? mtu)
    {
        json.WriteStartObject();
        json.WriteString("type", "bridge");
        json.WriteString("bridge", options.Bridge);
        json.WriteBoolean("isGateway", true);
        json.WriteBoolean("ipMasq", false); // The proxy's table masquerades, in one place for all pods.
        json.WriteBoolean("hairpinMode", true); // A pod may reach itself through its own Service.
        if (mtu is { } bytes)
            json.WriteNumber("mtu", bytes); // Room for the tunnel's headers, whether or not there is one yet.
        json.WriteStartObject("ipam");
        json.WriteString("type", "host-local");
        json.WriteString("dataDir", ReservationDirectory(options));
        json.WriteStartArray("ranges");
        json.WriteStartArray();
        json.WriteStartObject();
        json.WriteString("subnet", pods.ToString());
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndArray();
        json.WriteStartArray("routes");
        json.WriteStartObject();
        json.WriteString("dst", "0.0.0.0/0");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string ReservationDirectory(NetworkOptions options) =>
        Path.Combine(options.DataDirectory, "cni", "ipam");
}
