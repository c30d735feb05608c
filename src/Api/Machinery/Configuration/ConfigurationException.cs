namespace Kubesharp.Api.Configuration;

/// <summary>A configuration file cannot be followed; says why, one text per violation.</summary>
public sealed class ConfigurationException(IReadOnlyList<string> problems) : Exception(string.Join("; ", problems))
{
    public IReadOnlyList<string> Problems => problems;
}
