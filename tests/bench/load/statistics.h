#pragma once

#include <algorithm>
#include <vector>

namespace foyer::bench {

/// The value below which \a part (0 to 1) of them lie; 0 when there are none.
template <class Number>
[[nodiscard]] double quantile(std::vector<Number> values, double part)
{
    if (values.empty())
        return 0;
    const auto place = values.begin() + std::ptrdiff_t(part * double(values.size() - 1));
    std::ranges::nth_element(values, place);
    return double(*place);
}

template <class Number>
[[nodiscard]] double median(std::vector<Number> values)
{
    return quantile(std::move(values), 0.5);
}

} // namespace foyer::bench
