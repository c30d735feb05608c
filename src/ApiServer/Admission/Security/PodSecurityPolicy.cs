using Kubesharp.Api.Meta;

namespace Kubesharp.ApiServer.Admission.Security;

/// <summary>What a namespace asks for with its labels, or the configuration where it asks for nothing.</summary>
internal readonly record struct PodSecurityPolicy(
    PodSecurityTarget Enforce, PodSecurityTarget Audit, PodSecurityTarget Warn)
{
    public const string Prefix = "pod-security.kubernetes.io/";

    /// <summary>Everything passes.</summary>
    public static PodSecurityPolicy Privileged { get; } =
        new(PodSecurityTarget.Privileged, PodSecurityTarget.Privileged, PodSecurityTarget.Privileged);

    public bool IsFullyPrivileged => Enforce.Level == PodSecurityLevel.Privileged
        && Audit.Level == PodSecurityLevel.Privileged && Warn.Level == PodSecurityLevel.Privileged;

    /// <summary>
    /// Reads labels. One that says something unheard of counts as the strictest level for enforce, and as none for
    /// audit and warn; what is wrong is told too.
    /// </summary>
    public static (PodSecurityPolicy Policy, IReadOnlyList<StatusCause> Problems) Of(
        IReadOnlyDictionary<string, string> labels, PodSecurityPolicy defaults)
    {
        List<StatusCause> problems = [];
        PodSecurityTarget enforce = Read("enforce", defaults.Enforce, PodSecurityLevel.Restricted);
        PodSecurityTarget audit = Read("audit", defaults.Audit, PodSecurityLevel.Privileged);
        PodSecurityTarget warn = Read("warn", defaults.Warn, PodSecurityLevel.Privileged);
        return (new(enforce, audit, warn), problems);

        PodSecurityTarget Read(string mode, PodSecurityTarget target, PodSecurityLevel otherwise)
        {
            if (labels.TryGetValue(Prefix + mode, out string? level))
            {
                (PodSecurityLevel? read, string problem) = PodSecurityTarget.ParseLevel(level);
                Report(mode, level, problem);
                target = target with { Level = read ?? otherwise };
            }
            if (labels.TryGetValue($"{Prefix}{mode}-version", out string? version))
            {
                (int? read, string problem) = PodSecurityTarget.ParseVersion(version);
                Report($"{mode}-version", version, problem);
                target = target with { Minor = read ?? PodSecurityTarget.Latest };
            }
            return target;
        }

        void Report(string name, string value, string problem)
        {
            if (problem.Length == 0)
                return;
            problems.Add(new()
            {
                Reason = "FieldValueInvalid",
                Field = $"metadata.labels[{Prefix}{name}]",
                Message = $"Invalid value: \"{value}\": {problem}",
            });
        }
    }

    /// <summary>The levels that are not privileged: <c>enforce=baseline:latest, warn=restricted:latest</c>.</summary>
    public override string ToString() => string.Join(", ", ((string Name, PodSecurityTarget Target)[])
        [("enforce", Enforce), ("audit", Audit), ("warn", Warn)] is var modes
            ? modes.Where(static mode => mode.Target.Level != PodSecurityLevel.Privileged)
                .Select(static mode => $"{mode.Name}={mode.Target}")
            : []);
}
