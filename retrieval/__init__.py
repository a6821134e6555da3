"""Finding products: reads catalogues, understands shoppers' words for goods, ranks and filters."""
