using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>What ports must satisfy, by number and by name.</summary>
internal static class PortRules
{
    public static void CheckPort(IntOrString port, FieldPath path, FieldErrors errors)
    {
        if (!port.IsString)
        {
            if (port.IntValue is < 1 or > 65535)
                errors.Invalid(path, port.IntValue, ContainerRules.PortRange);
            return;
        }
        Complaints complaints = default;
        CheckName(port.StringValue, ref complaints);
        if (complaints.Any)
            complaints.Report(path, port.StringValue, errors);
    }

    /// <summary>An IANA service name.</summary>
    public static void CheckName(string name, ref Complaints complaints)
    {
        if (name.Length > 15)
            complaints.Add(NameRules.TooLong(15));
        bool letter = false, allowed = true;
        foreach (char current in name)
        {
            letter |= char.IsAsciiLetterLower(current);
            allowed &= char.IsAsciiLetterLower(current) || char.IsAsciiDigit(current) || current == '-';
        }
        if (!allowed)
            complaints.Add("must contain only alphanumeric characters (a-z, 0-9), and hyphens (-)");
        if (!letter)
            complaints.Add("must contain at least one letter (a-z)");
        if (name.Contains("--", StringComparison.Ordinal))
            complaints.Add("must not contain consecutive hyphens");
        if (name.Length > 0 && (name[0] == '-' || name[^1] == '-'))
            complaints.Add("must not begin or end with a hyphen");
    }

    public static void CheckProtocol(string protocol, FieldPath path, FieldErrors errors)
    {
        if (protocol is "TCP" or "UDP" or "SCTP")
            return;
        if (protocol.Length == 0)
            errors.Required(path);
        else
            errors.NotSupported(path, protocol, "SCTP", "TCP", "UDP");
    }
}
