using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>Endpoints: the old form of EndpointSlices.</summary>
internal sealed class EndpointsStrategy : Strategy<Endpoints>
{
    // More would not fit a line.
    private const int ShownMax = 3;

    public override bool AllowCreateOnUpdate => true;

    protected override Endpoints Default(Endpoints value)
    {
        IReadOnlyList<EndpointSubset> subsets = Lists.Change(value.Subsets, static subset =>
        {
            IReadOnlyList<EndpointPort> ports = Lists.Change(
                subset.Ports, static port => port.Protocol.Length > 0 ? port : port with { Protocol = "TCP" });
            return ReferenceEquals(ports, subset.Ports) ? subset : subset with { Ports = ports };
        });
        return ReferenceEquals(subsets, value.Subsets) ? value : value with { Subsets = subsets };
    }

    protected override void Validate(Endpoints value, FieldErrors errors) => EndpointRules.Validate(value, errors);

    private static string Addresses(Endpoints value)
    {
        var shown = new List<string>(ShownMax);
        int count = 0;
        foreach (EndpointSubset subset in value.Subsets)
        {
            if (subset.Ports.Count == 0)
            {
                foreach (EndpointAddress address in subset.Addresses)
                    Add(address.Ip);
                continue;
            }
            foreach (EndpointPort port in subset.Ports)
            {
                foreach (EndpointAddress address in subset.Addresses)
                {
                    string host = address.Ip.Contains(':', StringComparison.Ordinal) ? $"[{address.Ip}]" : address.Ip;
                    Add($"{host}:{CellText.Number(port.Port)}");
                }
            }
        }
        if (count == 0)
            return CellText.None;
        string text = string.Join(',', shown);
        return count > ShownMax ? $"{text} + {CellText.Number(count - ShownMax)} more..." : text;

        void Add(string text)
        {
            if (count++ < ShownMax)
                shown.Add(text);
        }
    }

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<Endpoints>(),
        Printing.Columns.Text<Endpoints>("Endpoints", "Addresses and ports that serve.", Addresses),
        Printing.Columns.Age<Endpoints>(),
    ];
}
