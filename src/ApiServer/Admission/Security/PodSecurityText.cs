namespace Kubesharp.ApiServer.Admission.Security;

/// <summary>How the standards' messages name things.</summary>
internal static class PodSecurityText
{
    /// <summary><c>"a", "b"</c>.</summary>
    public static string Quoted(IEnumerable<string> texts) =>
        string.Join(", ", texts.Select(static text => $"\"{text}\""));

    /// <summary><c>container "a"</c> or <c>containers "a", "b"</c>.</summary>
    public static string Named(string one, string many, IReadOnlyCollection<string> names) =>
        $"{(names.Count == 1 ? one : many)} {Quoted(names)}";

    public static string Containers(IReadOnlyCollection<string> names) => Named("container", "containers", names);

    /// <summary>Who sets something: <c>pod and container "a"</c>; empty when nobody does.</summary>
    public static string Setters(bool pod, IReadOnlyCollection<string> containers) => (pod, containers.Count) switch
    {
        (true, 0) => "pod",
        (true, _) => $"pod and {Containers(containers)}",
        (false, 0) => "",
        _ => Containers(containers),
    };
}
