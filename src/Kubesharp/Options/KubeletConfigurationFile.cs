using System.Net;
using Kubesharp.Api;
using Kubesharp.Api.Configuration;
using Kubesharp.Api.Trees;
using Kubesharp.Api.Yaml;
using Kubesharp.Kubelet;
using Kubesharp.Kubelet.Configuration;

namespace Kubesharp.Options;

/// <summary>
/// The file that <c>--kubelet-config</c> names, or <c>--config</c> of an agent as of a kubelet: a KubeletConfiguration.
/// </summary>
internal static class KubeletConfigurationFile
{
    // What the file is laid over to see whether it can be followed; the node itself is known later.
    private static readonly KubeletOptions Nobody = new()
    {
        NodeName = "node", DataDirectory = "/", Address = IPAddress.Loopback, CniConfigurationDirectory = "/",
    };

    /// <summary>Whether a file is of this kind, and not one of our own settings.</summary>
    public static bool IsOne(string path)
    {
        try
        {
            return YamlReader.Parse(File.ReadAllText(path)).Get("kind")?.Text == "KubeletConfiguration";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DecodeException)
        {
            return false; // Whoever reads it says what is wrong.
        }
    }

    /// <summary>Its text; empty when there is none.</summary>
    /// <exception cref="OptionsException">It cannot be followed; says every reason.</exception>
    public static string Read(string path)
    {
        if (path.Length == 0)
            return "";
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OptionsException([$"the kubelet's configuration {path} cannot be read: {exception.Message}"]);
        }
        try
        {
            KubeletConfiguration.Apply(text, Nobody);
            return text;
        }
        catch (ConfigurationException exception)
        {
            throw new OptionsException([.. exception.Problems.Select(problem => $"{path}: {problem}")]);
        }
    }
}
