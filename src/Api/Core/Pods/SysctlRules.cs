using System.Text.RegularExpressions;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>What kernel parameters of a Pod must satisfy: only those of a namespace that it has for itself.</summary>
internal static partial class SysctlRules
{
    private const int NameMax = 253;
    private const string Shape = "^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$";

    public static void Validate(
        IReadOnlyList<Sysctl> parameters, PodSpec spec, FieldPath path, FieldErrors errors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < parameters.Count; i++)
        {
            string name = parameters[i].Name;
            FieldPath at = path.Index(i).Child("name");
            if (name.Length == 0)
                errors.Required(at);
            else if (name.Length > NameMax || !Name().IsMatch(name))
                errors.Invalid(at, name, $"must have at most 253 characters and match regex {Shape}");
            else if (!names.Add(name))
                errors.Duplicate(at, name);
            string dotted = name.Replace('/', '.');
            if (spec.HostNetwork && dotted.StartsWith("net.", StringComparison.Ordinal))
                errors.Invalid(at, name, "may not be specified when 'hostNetwork' is true");
            else if (spec.HostIPC && IsOfIpc(dotted))
                errors.Invalid(at, name, "may not be specified when 'hostIPC' is true");
        }
    }

    private static bool IsOfIpc(string name) =>
        name == "kernel.sem" || name.StartsWith("kernel.shm", StringComparison.Ordinal)
        || name.StartsWith("kernel.msg", StringComparison.Ordinal)
        || name.StartsWith("fs.mqueue.", StringComparison.Ordinal);

    [GeneratedRegex(Shape, RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
